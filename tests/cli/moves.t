# moves: an answer lasts as long as it does whatever way the law date reaches a comparison.
$ licet decide -p tests/cli/moves.licet --set notified=2024-04-01 --set answered=2024-04-11 --set known=true --over-time
  to 2024-05-10             FREE · proceed
  2024-05-11 to 2024-05-11  LICENSE REQUIRED · stop
                            by_definition
  2024-05-12 to 2024-05-20  FREE · proceed
  2024-05-21 to 2024-05-21  LICENSE REQUIRED · stop
                            by_parameter
  2024-05-22 to 2024-06-14  FREE · proceed
  2024-06-15 to 2024-06-15  LICENSE REQUIRED · stop
                            by_months
  2024-06-16 to 2024-08-09  FREE · proceed
  2024-08-10 to 2024-08-10  LICENSE REQUIRED · stop
                            by_list
  2024-08-11 to 2024-08-19  FREE · proceed
  2024-08-20 to 2024-08-20  LICENSE REQUIRED · stop
                            by_list
  2024-08-21 to 2024-09-02  FREE · proceed
  2024-09-03 to 2024-09-03  LICENSE REQUIRED · stop
                            by_choice
  2024-09-04 to 2024-10-02  FREE · proceed
  2024-10-03 to 2024-10-03  LICENSE REQUIRED · stop
                            by_extreme
  2024-10-04 to 2024-11-18  FREE · proceed
  2024-11-19 to 2024-11-21  LICENSE REQUIRED · stop
                            by_amount
  from 2024-11-22           FREE · proceed
$ licet decide -p tests/cli/moves.licet --set notified=2024-04-01 --set answered=2024-09-03 --over-time
  to 2024-05-10             UNDETERMINED between FREE and LICENSE REQUIRED · hold · missing /known
                            perhaps: by_choice
  2024-05-11 to 2024-05-11  LICENSE REQUIRED · stop
                            by_definition; perhaps: by_choice
  2024-05-12 to 2024-05-20  UNDETERMINED between FREE and LICENSE REQUIRED · hold · missing /known
                            perhaps: by_choice
  2024-05-21 to 2024-05-21  LICENSE REQUIRED · stop
                            by_parameter; perhaps: by_choice
  2024-05-22 to 2024-06-14  UNDETERMINED between FREE and LICENSE REQUIRED · hold · missing /known
                            perhaps: by_choice
  2024-06-15 to 2024-06-15  LICENSE REQUIRED · stop
                            by_months; perhaps: by_choice
  2024-06-16 to 2024-08-09  UNDETERMINED between FREE and LICENSE REQUIRED · hold · missing /known
                            perhaps: by_choice
  2024-08-10 to 2024-08-10  LICENSE REQUIRED · stop
                            by_list; perhaps: by_choice
  2024-08-11 to 2024-09-02  UNDETERMINED between FREE and LICENSE REQUIRED · hold · missing /known
                            perhaps: by_choice
  2024-09-03 to 2024-09-03  LICENSE REQUIRED · stop
                            by_choice
  2024-09-04 to 2024-10-02  UNDETERMINED between FREE and LICENSE REQUIRED · hold · missing /known
                            perhaps: by_choice
  2024-10-03 to 2024-10-03  LICENSE REQUIRED · stop
                            by_extreme; perhaps: by_choice
  2024-10-04 to 2024-11-18  UNDETERMINED between FREE and LICENSE REQUIRED · hold · missing /known
                            perhaps: by_choice
  2024-11-19 to 2024-11-21  LICENSE REQUIRED · stop
                            by_amount; perhaps: by_choice
  2024-11-22 to 2025-01-11  UNDETERMINED between FREE and LICENSE REQUIRED · hold · missing /known
                            perhaps: by_choice
  2025-01-12 to 2025-01-12  LICENSE REQUIRED · stop
                            by_list; perhaps: by_choice
  from 2025-01-13           UNDETERMINED between FREE and LICENSE REQUIRED · hold · missing /known
                            perhaps: by_choice

// The head of the HTML file: style sheet for screen and paper; nothing is loaded.
//
// Screen follows the reader's light or dark preference; paper is black on white, with the
// running header that a filing needs and page numbers. Signs and words carry every meaning
// that a color repeats.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/proof/html.h"

static const char STYLE_BASE[] =
    ":root{color-scheme:light dark;--ink:#1c2128;--soft:#57606a;--line:#d0d7de;"
    "--pale:#f4f6f8;"
    "--paper:#fff;--accent:#1f3f6e;--stop:#9b1c1c;--hold:#8a5a00;--go:#17663a;"
    "--wash:#eef2f7}\n"
    "@media (prefers-color-scheme:dark){:root{--ink:#e6e9ed;--soft:#a3adb8;--line:#3a424c;"
    "--pale:#1d232a;--paper:#14181d;--accent:#9dbdf0;--stop:#ff9b93;--hold:#f0c060;"
    "--go:#86d7a4;"
    "--wash:#1b2430}}\n"
    "*{box-sizing:border-box}\n"
    "html{font-size:16px}\n"
    "body{margin:0 auto;max-width:62rem;padding:2rem 1.5rem 4rem;background:var(--paper);"
    "color:var(--ink);font:1rem/1.5 Charter,'Bitstream Charter','Iowan Old Style','Source "
    "Serif 4',"
    "Cambria,Georgia,'Liberation Serif',serif;font-variant-numeric:tabular-nums}\n"
    "h1,h2,h3,th,dt,.badge,.mark,.no,.meta,.label,summary,svg "
    "text,.tag{font-family:system-ui,"
    "'Segoe UI',Inter,'Helvetica Neue',Arial,'Liberation Sans',sans-serif}\n"
    "h1{font-size:1.65rem;line-height:1.2;margin:.2rem 0 .4rem;letter-spacing:-.01em}\n"
    "h2{font-size:1.1rem;margin:2.4rem 0 .8rem;padding-bottom:.3rem;"
    "border-bottom:2px solid var(--ink)}\n"
    "h2 .no{display:inline-block;min-width:1.4rem;color:var(--accent)}\n"
    "h3{font-size:1rem;margin:1.6rem 0 .5rem}\n"
    "h3 .id{font-weight:400;color:var(--soft)}\n"
    "p{margin:.4rem 0}\n"
    "a{color:var(--accent);text-underline-offset:2px}\n"
    "code{font:.85em ui-monospace,'SF Mono',Menlo,Consolas,'Liberation Mono',monospace;"
    "overflow-wrap:anywhere}\n"
    ".none{color:var(--soft)}\n"
    ".meta{color:var(--soft);font-size:.85rem;margin:0}\n"
    ".privilege{display:flex;justify-content:space-between;gap:1rem;font:600 .8rem "
    "system-ui,"
    "sans-serif;letter-spacing:.04em;text-transform:uppercase;border-bottom:1px solid "
    "var(--line);"
    "padding-bottom:.4rem;margin-bottom:1.4rem}\n"
    ".answer{border:1px solid var(--line);border-left:.45rem solid var(--ink);"
    "background:var(--pale);"
    "padding:.9rem 1.2rem;margin:1rem 0}\n"
    ".answer.stop{border-left-color:var(--stop)}.answer.hold{border-left-color:var(--hold)}"
    ".answer.proceed{border-left-color:var(--go)}\n"
    ".answer p{margin:.15rem 0}\n"
    ".finding{font:700 1.3rem/1.25 system-ui,'Segoe UI','Liberation Sans',sans-serif;"
    "letter-spacing:.02em}\n"
    ".said{font-size:1.05rem}\n"
    ".gate{margin-top:.6rem!important;padding-top:.55rem;border-top:1px solid var(--line)}"
    "\n"
    ".badge{display:inline-block;text-indent:0;margin-right:.35rem;font-size:.72rem;font-weight:700;"
    "letter-spacing:.06em;"
    "text-transform:uppercase;padding:.12rem .5rem;border:1.5px solid currentColor;"
    "border-radius:.2rem;white-space:nowrap}\n"
    ".stop .badge,.badge.stop{color:var(--stop)}.hold .badge,.badge.hold{color:var(--hold);"
    "border-style:dashed}.proceed .badge,.badge.proceed{color:var(--go)}.badge.plain{"
    "color:var(--soft);border-width:1px}\n";

static const char STYLE_PARTS[] =
    "dl.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(14rem,1fr));"
    "gap:.5rem 1.6rem;margin:1rem 0}\n"
    "dl.facts dt{font-size:.72rem;letter-spacing:.05em;text-transform:uppercase;"
    "color:var(--soft)}\ndl.facts dd{margin:0}\n"
    "table{border-collapse:collapse;width:100%;margin:.6rem 0 1rem;font-size:.93rem}\n"
    "th{text-align:left;font-size:.72rem;letter-spacing:.05em;text-transform:uppercase;"
    "color:var(--soft);border-bottom:1px solid var(--ink);padding:.3rem .8rem .3rem 0;"
    "vertical-align:bottom}\n"
    "tbody th{text-transform:none;letter-spacing:0;font-size:.88rem;color:var(--ink);"
    "vertical-align:top;border-bottom:1px solid var(--line);padding:.4rem .8rem .4rem 0}\n"
    "td{border-bottom:1px solid var(--line);padding:.4rem .8rem .4rem 0;"
    "vertical-align:top}\n"
    "table.relied{table-layout:fixed}table.relied th:nth-child(1){width:50%}"
    "table.relied th:nth-child(2){width:26%}table.relied code{font-size:.78em;"
    "color:var(--soft)}\n"
    "td:last-child,th:last-child{padding-right:0}\n"
    ".prov{display:grid;grid-template-columns:13rem minmax(0,1fr);gap:0 1.6rem;"
    "padding:.9rem 0;"
    "border-bottom:1px solid var(--line)}\n"
    ".prov aside{font-size:.85rem;line-height:1.45}\n"
    ".prov .label{display:block;font-weight:700;font-size:.95rem;overflow-wrap:anywhere}\n"
    ".prov aside span{display:block;color:var(--soft)}.prov aside "
    "span.badge{display:inline-block;"
    "margin:.35rem .3rem 0 0}\n"
    ".prov .title{font-weight:600}\n"
    ".mark{font-size:.75rem;font-weight:700;white-space:nowrap;padding:0 .35rem;"
    "margin-left:.4rem;"
    "border:1.5px solid currentColor;border-radius:.2rem}\n"
    ".mark.met{color:var(--go)}.mark.not{color:var(--stop);border-style:dashed}"
    ".mark.unk{color:var(--hold);border-style:dotted}\n"
    "ul.proof,ul.proof ul{list-style:none;margin:0;padding:0}\n"
    "ul.proof{margin-top:.5rem}\n"
    "ul.proof ul{padding-left:1.15rem;border-left:1px solid var(--line);margin-left:.3rem}"
    "\n"
    "ul.proof li{margin:.16rem 0;font-size:.9rem;line-height:1.45}\n"
    "summary{cursor:pointer;font-family:inherit}\nsummary::marker{color:var(--soft)}\n"
    ".proof .part{font-weight:700}\n"
    ".proof .val{color:var(--soft)}.proof .val b{color:var(--ink);font-weight:600}\n"
    ".proof .ref{color:var(--soft);font-size:.82rem}\n"
    ".bar{display:block;width:100%;max-width:26rem;height:auto;margin:.1rem 0 .2rem}\n"
    "svg{color:var(--ink)}svg text{fill:currentColor}\n"
    ".time{display:block;width:100%;height:auto;margin:.8rem 0}\n"
    "ul.plain{padding-left:1.1rem;margin:.3rem 0}ul.plain li{margin:.2rem 0}\n"
    "ul.check{list-style:none;padding:0}ul.check li{padding-left:1.7rem;"
    "text-indent:-1.7rem;"
    "margin:.45rem 0}\n"
    ".box{display:inline-block;width:.95rem;height:.95rem;border:1.5px solid currentColor;"
    "margin-right:.75rem;vertical-align:-.12rem;text-indent:0}\n"
    ".sign{display:grid;grid-template-columns:2fr 2fr 1fr;gap:2rem;margin:2.2rem 0 .5rem}\n"
    ".sign div{border-top:1px solid var(--ink);font-size:.78rem;color:var(--soft);"
    "padding-top:.2rem}\n"
    ".blank td{height:2.2rem}\n"
    ".warn{border-left:.3rem solid var(--hold);background:var(--wash);padding:.45rem .8rem;"
    "margin:.5rem 0}\n"
    "article+article{margin-top:4rem;border-top:4px double var(--ink);padding-top:2rem}\n";

static const char STYLE_PRINT[] =
    "@media (max-width:42rem){.prov{grid-template-columns:1fr}"
    ".sign{grid-template-columns:1fr}}\n"
    "@media print{\n"
    ":root{color-scheme:light;--ink:#000;--soft:#444;--line:#bbb;--pale:#fff;--paper:#fff;"
    "--accent:#000;--stop:#000;--hold:#000;--go:#000;--wash:#fff}\n"
    "html{font-size:13.2px}body{max-width:none;padding:0}\n"
    "table.relied td{padding-top:.22rem;padding-bottom:.22rem;line-height:1.3}\n"
    "a{text-decoration:none}\n"
    "h2,h3{break-after:avoid}\n"
    ".prov{display:block}.prov::after{content:'';display:block;clear:both}"
    ".prov aside{float:left;width:11.5rem}.prov>div{margin-left:12.8rem}\n"
    "tr,.answer,.sign,figure,li{break-inside:avoid}\n"
    "ul.proof li{break-inside:auto}\n"
    "thead{display:table-header-group}\n"
    "article{break-before:page}article:first-of-type.only{break-before:auto}\n"
    ".privilege{display:none}\n"
    "summary{list-style:none}\n"
    ".badge,.mark{-webkit-print-color-adjust:exact;print-color-adjust:exact}\n"
    "}\n";

// A CSS string: quotes, backslashes and brackets as escapes, so that it can end nothing.
static void put_css_string(Html *html, Str text)
{
    buf_char(html->out, '"');
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        bool plain = (unsigned char)c >= 0x80 || c == ' ' || c == '.' || c == ',' || c == '-' ||
                     c == '/' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                     (c >= 'a' && c <= 'z');
        if (plain) {
            buf_char(html->out, c);
        } else {
            buf_addf(html->out, "\\%x ", (unsigned)(unsigned char)c);
        }
    }
    buf_char(html->out, '"');
}

static void put_page_rules(Html *html, Str about)
{
    static const char *font =
        "font:8.5pt system-ui,'Liberation Sans',sans-serif;color:#333;"
        "vertical-align:bottom;"
        "padding-bottom:3mm";
    html_raw(html, "@page{margin:24mm 18mm 20mm;");
    buf_addf(html->out, "@top-left{%s;content:", font);
    put_css_string(html, html->options->header);
    buf_addf(html->out, "}@top-center{%s;content:", font);
    put_css_string(html, html->options->matter.len == 0
                             ? STR_NONE
                             : str_format(html->arena, "Matter %.*s",
                                          STR_ARG(html->options->matter)));
    buf_addf(html->out, "}@top-right{%s;content:", font);
    put_css_string(html, about);
    buf_addf(html->out, "}@bottom-right{%s;padding:3mm 0 0;vertical-align:top;"
                        "content:\"page \" "
                        "counter(page) \" of \" counter(pages)}}\n", font);
}

void html_head(Html *html, Str title, size_t n)
{
    Str id = view_short_id(html->arena, view_text(html->view->document, "id"));
    html_raw(html, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                   "<meta name=\"viewport\" content=\"width=device-width, "
                   "initial-scale=1\">\n"
                   "<meta name=\"referrer\" content=\"no-referrer\">\n"
                   "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
                   "'none'; "
                   "style-src 'unsafe-inline'\">\n");
    html_element(html, "title", NULL, title);
    html_raw(html, "\n<style>\n");
    html_raw(html, STYLE_BASE);
    html_raw(html, STYLE_PARTS);
    put_page_rules(html, n == 1 ? str_format(html->arena, "decision %.*s", STR_ARG(id))
                                : str_format(html->arena, "%zu decisions", n));
    html_raw(html, STYLE_PRINT);
    html_raw(html, "</style>\n</head>\n");
}

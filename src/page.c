#include "page.h"

/* One style for all pages; the policy allows this very text and nothing else.  Changing it
 * changes STYLE_HASH, which the unit test computes. */
#define STYLE                                                                                  \
    ":root{color-scheme:light dark;--back:#f3f5f7;--card:#fff;--text:#17212b;--soft:#5a6775;"  \
    "--line:#dde3e8;--mark:#0a7d55}"                                                           \
    "@media(prefers-color-scheme:dark){:root{--back:#0e1317;--card:#182027;--text:#eaf0f4;"    \
    "--soft:#9aa8b4;--line:#2b3640;--mark:#3ecf94}}"                                           \
    "*{box-sizing:border-box}"                                                                 \
    "body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1.5rem;"           \
    "background:var(--back);color:var(--text);font:1.0625rem/1.65 system-ui,-apple-system,"    \
    "\"Segoe UI\",Roboto,\"Hiragino Sans\",\"Noto Sans JP\",\"Noto Sans CJK JP\",\"Yu Gothic " \
    "UI\",Meiryo,sans-serif}"                                                                  \
    "main{width:100%;max-width:34rem;padding:2.25rem;background:var(--card);border:1px solid " \
    "var(--line);border-radius:1rem;box-shadow:0 .5rem 2rem rgba(0,0,0,.08)}"                  \
    "svg{display:block;width:3rem;height:3rem;color:var(--mark)}"                              \
    ".no{color:var(--soft)}"                                                                   \
    "h1{margin:1rem 0 .25rem;font-size:1.375rem;line-height:1.35}"                             \
    "p{margin:.5rem 0 0}"                                                                      \
    "section+section{margin-top:1.5rem;padding-top:1.25rem;border-top:1px solid var(--line);"  \
    "color:var(--soft)}"                                                                       \
    "section+section h1{margin:0 0 .25rem;font-size:1.125rem}"                                 \
    "@media(max-width:30rem){body{padding:1rem}main{padding:1.5rem}}"

#define STYLE_HASH "DxocNxALXQoPEuoToSGg7dIb5iBevRujLTtkGBn3OSs="

#define ICON(class, path)                                                                      \
    "<svg" class " viewBox=\"0 0 24 24\" fill=\"none\" stroke=\"currentColor\" "               \
                 "stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\" "   \
                 "aria-hidden=\"true\"><circle cx=\"12\" cy=\"12\" r=\"10\"/><path d=\"" path  \
                 "\"/></svg>\n"
#define ICON_RECEIVED ICON("", "M7.5 12.5l3 3 6-7")
#define ICON_OTHER    ICON(" class=\"no\"", "M8 12h8")

#define BODY(icon, title, text, title_ja, text_ja)                                             \
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"                  \
    "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"                \
    "<title>xpost: " title "</title>\n<style>" STYLE                                           \
    "</style>\n</head>\n<body>\n<main>\n" icon "<section>\n<h1>" title "</h1>\n<p>" text       \
    "</p>\n</section>\n"                                                                       \
    "<section lang=\"ja\">\n<h1>" title_ja "</h1>\n<p>" text_ja "</p>\n</section>\n"           \
    "</main>\n</body>\n</html>\n"

#define RESPONSE(status, more, length, body)                                                   \
    "HTTP/1.1 " status "\r\n"                                                                  \
    "Content-Type: text/html; charset=utf-8\r\n"                                               \
    "Content-Length: " length "\r\n"                                                           \
    "Cache-Control: no-store\r\n"                                                              \
    "Referrer-Policy: no-referrer\r\n"                                                         \
    "X-Content-Type-Options: nosniff\r\n"                                                      \
    "Content-Security-Policy: default-src 'none'; style-src 'sha256-" STYLE_HASH               \
    "'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'\r\n" more                  \
    "Connection: close\r\n"                                                                    \
    "\r\n" body

#define TEXT_OF(number)     #number
#define NUMBER_TEXT(number) TEXT_OF(number)

/* Defines a page, and stops the compiler if its length is wrong. */
#define PAGE(linkage, name, status, more, length, body)                                        \
    _Static_assert(sizeof(body) - 1 == (length), "Content-Length of " #name);                  \
    linkage const char name[] = RESPONSE(status, more, NUMBER_TEXT(length), body)

#define BODY_RECEIVED                                                                          \
    BODY(ICON_RECEIVED, "Back to your editor",                                                 \
         "xpost received the answer from X. "                                                  \
         "You can close this tab and go back to Neovim or your terminal.",                     \
         "エディターに戻ってください",                                                         \
         "xpost は X からの応答を受け取りました。"                              \
         "このタブを閉じて、Neovim またはターミナルに戻ってください。")

#define BODY_REFUSED                                                                            \
    BODY(ICON_OTHER, "Not allowed",                                                             \
         "You did not allow the app. Nothing was posted or stored. "                            \
         "Run the login again to try once more.",                                               \
         "許可されませんでした",                                                                \
         "アプリは許可されませんでした。投稿も保存もしていません。" \
         "もう一度試すには、ログインをやり直してください。")

#define BODY_FOREIGN                                                                                         \
    BODY(ICON_OTHER, "Not this login",                                                                       \
         "This is not the answer that xpost is waiting for. "                                                \
         "Go back to Neovim or your terminal, and open the address that it shows now.",                      \
         "別のログインの応答です",                                                                           \
         "xpost が待っている応答ではありません。Neovim またはターミナルに戻り、" \
         "いま表示されているアドレスを開いてください。")

#define BODY_NOT_FOUND                                                                         \
    BODY(ICON_OTHER, "Nothing here",                                                           \
         "xpost waits here for the answer to a login, at another address.",                    \
         "ここには何もありません", "xpost は別のアドレスでログインの応答を待っています。")

PAGE(, xpost_page_received, "200 OK", "", 1908, BODY_RECEIVED);
PAGE(, xpost_page_refused, "200 OK", "", 1899, BODY_REFUSED);
PAGE(static, page_bad_request, "400 Bad Request", "", 1946, BODY_FOREIGN);
PAGE(static, page_not_found, "404 Not Found", "", 1792, BODY_NOT_FOUND);
PAGE(static, page_not_allowed, "405 Method Not Allowed", "Allow: GET\r\n", 1792,
     BODY_NOT_FOUND);
PAGE(static, page_misdirected, "421 Misdirected Request", "", 1792, BODY_NOT_FOUND);
PAGE(static, page_too_large, "431 Request Header Fields Too Large", "", 1946, BODY_FOREIGN);

const char *xpost_page_foreign(int status)
{
    switch (status) {
    case 404:
        return page_not_found;
    case 405:
        return page_not_allowed;
    case 421:
        return page_misdirected;
    case 431:
        return page_too_large;
    default:
        return page_bad_request;
    }
}

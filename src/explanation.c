#include "explanation.h"

#include <stddef.h>

static const struct xpost_explanation explanations[] = {
    [XPOST_BAD_CLIENT_ID] =
        {
            .happened =
                "The app is not known to X by what was given as Client ID, or the Client "
                "Secret does not fit it.",
            .why = "An API Key, a token or the App ID was copied in the place of the Client "
                   "ID; or the app's type and the secret do not go together.",
            .todo = "Copy the OAuth 2.0 Client ID again and log in. A Native App has no "
                    "secret; a Web App or Automated App needs its own.",
            .where = "console.x.com, your app, Keys and tokens: OAuth 2.0 Client ID and Client "
                     "Secret. The type is under User authentication settings.",
        },
    [XPOST_LOGIN_DENIED] =
        {
            .happened = "X's page said no: the app was not allowed to act for you. Nothing was "
                        "stored.",
            .why = "Cancel was chosen on X's page of consent, perhaps because the browser was "
                   "logged in to X as another user.",
            .todo = "Log in again and allow the app, as the user who is to post.",
            .where = "X's page of consent in the browser. Nothing has to be changed in the "
                     "console.",
        },
    [XPOST_LOGIN_TIMEOUT] =
        {
            .happened = "No answer came back from the browser in time, so the login was ended.",
            .why = "X showed 'Something went wrong': the redirect URL is not registered, the "
                   "Client ID is wrong, or OAuth 2.0 is off. Or the browser is on another "
                   "machine.",
            .todo = "Register the redirect URL of the message, letter for letter, and log in "
                    "again. From another machine, paste the address of the page that cannot be "
                    "opened.",
            .where = "console.x.com, your app, User authentication settings: OAuth 2.0 on, and "
                     "the Callback URI.",
        },
    [XPOST_LOGIN_FAILED] =
        {
            .happened = "The login began, but X gave no tokens for it, or a page ended it.",
            .why = "The authorization code was older than 30 seconds or used before, the "
                   "address was of another login, or you are logged in at X as another user "
                   "than the account's.",
            .todo = "Log in again and use the newest link; paste the whole address at once. "
                    "For another user give the account another name.",
            .where = "Mostly nothing in the console. If it happens again: console.x.com, your "
                     "app, User authentication settings.",
        },
    [XPOST_NOT_LOGGED_IN] =
        {
            .happened = "There is no stored login of this name, so nothing was sent.",
            .why = "Nobody has logged in on this machine yet, the name is misspelt, or the "
                   "account was logged out. Under cron: another user, or another "
                   "XDG_STATE_HOME.",
            .todo = "Log in: :XLogin in Neovim, login{} in a script. :XAccount and accounts() "
                    "list the names that there are.",
            .where = "This machine: accounts.json in $XDG_STATE_HOME/xpost. Nothing in the "
                     "console.",
        },
    [XPOST_LOGIN_REQUIRED] =
        {
            .happened =
                "X does not accept the stored login any more, and it cannot be renewed.",
            .why = "offline.access was not allowed, it was not used for about six months, the "
                   "app or your user is suspended, or a renewal was cut off before its answer "
                   "came.",
            .todo = "Log in again. If X has an outage, wait: the stored tokens stay as they "
                    "are.",
            .where = "console.x.com, your app: is it active? Nothing else, as a rule.",
        },
    [XPOST_REVOKED_ELSEWHERE] =
        {
            .happened = "X ended this login: its refresh token is not accepted any more.",
            .why = "X keeps one login for each app and user. Logging in with the same app on "
                   "another machine ended this one; or it was removed under Connected apps.",
            .todo = "Log in again here. Use one app for each machine, or let all programs of a "
                    "machine share one account.",
            .where =
                "x.com/settings/connected_apps shows what you allowed. For another machine "
                "make another app at console.x.com.",
        },
    [XPOST_SCOPE_MISSING] =
        {
            .happened =
                "The login does not include a permission (scope) that this needs, such as "
                "media.write for images.",
            .why = "The login is older than the feature, or was made with fewer scopes; a "
                   "renewal never adds any.",
            .todo = "Log in again and allow it; the message names the scope.",
            .where = "console.x.com, your app, User authentication settings: App permissions "
                     "must be Read and write. Then X's page of consent.",
        },
    [XPOST_INVALID_REQUEST] =
        {
            .happened = "The post, or an option, is not as X wants it; nothing was posted.",
            .why = "Two things exclude each other (media, a poll, a quote), an id has "
                   "letters, an option has a value that X does not know, or a key was used "
                   "with another text.",
            .todo = "Change what the message names. The same again will not help.",
            .where = "The call or the command itself. Nothing in the console.",
        },
    [XPOST_OVER_LIMIT] =
        {
            .happened = "The text is longer than a post may be; nothing was posted.",
            .why = "X counts Japanese, Chinese and Korean characters and emoji as 2, and each "
                   "link as 23; the limit is 280.",
            .todo = "Shorten it, or make it a thread: thread=true. With a subscription that "
                    "allows longer posts set limit.",
            .where = "The text, or the option limit. Nothing in the console.",
        },
    [XPOST_DUPLICATE] =
        {
            .happened =
                "X refused the post because you posted the same text a short while ago.",
            .why = "It was posted by hand or by another program before, or it was deleted "
                   "just now. How long X remembers is not documented.",
            .todo =
                "See on your timeline whether it is out. To post it again, change the text.",
            .where = "Your timeline at X. Nothing in the console.",
        },
    [XPOST_FORBIDDEN] =
        {
            .happened = "X does not let this app or this user do that.",
            .why = "The app may only read; or it is a reply to, or a quote of, a post that "
                   "neither is yours nor mentions you, which self-serve access does not allow.",
            .todo = "Set the permissions to Read and write, then log in again. A reply or "
                    "quote of that kind cannot be made with this app.",
            .where = "console.x.com, your app, User authentication settings: App permissions.",
        },
    [XPOST_NOT_FOUND] =
        {
            .happened = "X does not know the post, or does not show it to you.",
            .why = "It was deleted, its author is protected or has blocked you, or the id is "
                   "not that of a post.",
            .todo = "Check the id: it is the number at the end of the post's address.",
            .where = "The id, or XPOST_API_URL if you set it. Nothing in the console.",
        },
    [XPOST_NOT_ENROLLED] =
        {
            .happened = "The login is fine, but X refuses every request of the app.",
            .why = "The app is in no package, so nobody pays for its requests. A new app "
                   "begins so.",
            .todo = "Put the app into a package, then do the same again. A new login is not "
                    "needed.",
            .where = "console.x.com: Apps, Manage apps, Move to package, Pay-per-use, "
                     "Production environment.",
        },
    [XPOST_CREDITS_DEPLETED] =
        {
            .happened =
                "The credits of your developer account are used up; nothing was posted.",
            .why = "X bills each post, more for one with a link. Automatic recharge is off, "
                   "or happens at most once in five minutes.",
            .todo = "Buy credits, then do the same again with the same key.",
            .where = "The page Billing in console.x.com.",
        },
    [XPOST_USAGE_CAPPED] =
        {
            .happened = "A cap of your developer account is reached; nothing was posted.",
            .why = "A spending limit that you set, or X's monthly cap, stops requests until "
                   "the next cycle.",
            .todo = "Raise the limit, or wait for the next cycle; then the same again with the "
                    "same key.",
            .where = "console.x.com: the spending limit, and the use so far.",
        },
    [XPOST_RATE_LIMITED] =
        {
            .happened =
                "Too many requests in a short time; X takes no more of this kind for now.",
            .why = "X's list allows a user 100 posts in 15 minutes, and an app 10,000 in 24 "
                   "hours. Other programs with the same app count, too.",
            .todo = "Try again after retry_at, with the same key; or let post wait: wait=900.",
            .where = "Nothing has to be changed in the console.",
        },
    [XPOST_MEDIA_REJECTED] =
        {
            .happened = "A file cannot be attached; nothing was posted.",
            .why = "It cannot be read, is of a type or size that X does not take, does not go "
                   "with the others (a video with images, an alt text for a video), or X "
                   "could not process it.",
            .todo = "Convert it or make it smaller: JPEG, PNG, GIF, WEBP to 5 MB, a moving GIF "
                    "to 15 MB, a video (MP4) to 512 MB and 140 seconds.",
            .where = "The file itself. Nothing in the console.",
        },
    [XPOST_MEDIA_TIMEOUT] =
        {
            .happened = "X took too long to process a file; nothing was posted.",
            .why = "Videos take X a while, more when it is busy.",
            .todo = "Try again later with the same key.",
            .where = "Nothing has to be changed in the console.",
        },
    [XPOST_SERVER] =
        {
            .happened = "X, or something on the way to it, had a problem of its own.",
            .why = "An outage or a release at X, or a proxy that answers in X's place.",
            .todo = "Try again later with the same key. The outcome of the error says what "
                    "became of the post.",
            .where = "Nothing in the console. Check XPOST_API_URL and https_proxy if you set "
                     "them.",
        },
    [XPOST_NETWORK] =
        {
            .happened = "X could not be reached, or the connection broke.",
            .why = "No network, a name that cannot be looked up, a firewall, or a proxy that "
                   "is missing in the environment (under cron it is often not set).",
            .todo = "Check the connection, then try again with the same key. The outcome of "
                    "the error says what became of the post.",
            .where = "This machine: the network, https_proxy, no_proxy. :checkhealth xpost "
                     "tries the way.",
        },
    [XPOST_TLS] =
        {
            .happened = "The connection could not be made secure, so nothing was sent.",
            .why = "The clock of this machine is wrong, its certificates are missing or old, "
                   "or a proxy puts its own in the place of X's.",
            .todo = "Set the clock, install the certificates (on Debian: ca-certificates), or "
                    "name those of your proxy in XPOST_CA_FILE.",
            .where = "This machine: the clock, the certificates, XPOST_CA_FILE. Nothing in the "
                     "console.",
        },
    [XPOST_UNKNOWN_OUTCOME] =
        {
            .happened = "The post may be out: it was sent, and no clear answer came back.",
            .why = "The connection broke, or X failed, between the request and its answer. It "
                   "is not sent again by itself.",
            .todo = ":XHistory check, or check{key=}, looks for it on your timeline. The same "
                    "key again is safe: it is looked for first.",
            .where = "Your timeline at X. Nothing in the console.",
        },
    [XPOST_CANCELLED] =
        {
            .happened = "It was stopped before it was done.",
            .why = "You cancelled it, a callback of XpostPre forbade it, or Neovim was left. "
                   "What X was asked for already is completed.",
            .todo = "Do it again if you want it, with the same key. The outcome of the error "
                    "says what became of the post.",
            .where = "This machine. Nothing in the console.",
        },
    [XPOST_BUSY] =
        {
            .happened =
                "Something that is needed is in use: a lock, the ledger, memory, or the "
                "port of the login.",
            .why = "Another program works with the same account or post; or another program, "
                   "or another login, listens at the redirect URL's port.",
            .todo = "Wait and try again. For a port: end that program, or register and use a "
                    "redirect URL with another port.",
            .where = "This machine: `ss -ltnp` shows who has a port. The console only for "
                     "another redirect URL: User authentication settings.",
        },
    [XPOST_STORE] =
        {
            .happened = "A file of xpost cannot be read or written, so nothing was sent.",
            .why = "The disk is full, others can read the file, it belongs to another user "
                   "(sudo), or it is damaged.",
            .todo = "Run the command that the message gives, then try again.",
            .where = "This machine: $XDG_STATE_HOME/xpost, by default ~/.local/state/xpost. "
                     "Nothing in the console.",
        },
    [XPOST_CONFIG] =
        {
            .happened = "A setting cannot be used, so nothing was sent.",
            .why = "A variable of the environment or an option has a wrong form, or "
                   "XPOST_API_URL names another server than the account was made at.",
            .todo = "Correct or unset what the message names. A redirect URL has to lead to "
                    "this machine, with a port: http://127.0.0.1:8739/callback.",
            .where = "This machine: the environment and the configuration; :checkhealth xpost "
                     "lists them. The console if the redirect URL changes.",
        },
};

struct xpost_explanation xpost_explain(enum xpost_code code)
{
    static const struct xpost_explanation none = {"", "", "", ""};
    size_t index = (size_t)code;
    if (index >= sizeof explanations / sizeof *explanations || !explanations[index].happened)
        return none;
    return explanations[index];
}

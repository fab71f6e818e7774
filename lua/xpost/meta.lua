---@meta
--- Types of the functions that the C module provides.  This file is never run.

---@alias xpost.Code
---| "bad_client_id" | "not_logged_in" | "login_denied" | "login_timeout" | "login_failed"
---| "login_required" | "revoked_elsewhere" | "scope_missing" | "invalid_request" | "over_limit"
---| "duplicate" | "forbidden" | "not_found" | "not_enrolled" | "credits_depleted" | "usage_capped"
---| "rate_limited" | "media_rejected" | "media_timeout" | "server" | "network" | "tls"
---| "unknown_outcome" | "cancelled" | "busy" | "store" | "config"

--- What to do after an error, with the same key: "later", the same again after a while; "login",
--- the same again after a person has logged in anew; "never", not as it is: a person has to change
--- something first.
---@alias xpost.Retry "later" | "login" | "never"

--- Prints as one line.  Never holds a token, an authorization code or a client secret.
---@class xpost.Error
---@field code xpost.Code
---@field message string What happened, and what to do
---@field retry xpost.Retry What a program does that nobody watches
---@field detail? string The server's own words
---@field http_status? integer
---@field retry_at? integer Seconds since 1970
---@field outcome? "not_posted" | "unknown" | "posted" What became of the post; of a thread, of the one at which it stopped
---@field key? string Of the post concerned
---@field posted? xpost.Posted[] What is out of a thread that stopped

--- What an error code means, in general; in the language of the user.
---@class xpost.Explanation
---@field code xpost.Code
---@field happened string
---@field why string As it usually is
---@field todo string
---@field where string To look: in X's console, at X, or on this machine

--- One of the eight steps of OAuth 2.0 at X, as it happens.
---@class xpost.Step
---@field number integer 1 to 8
---@field name string
---@field from string
---@field to string
---@field uses string[] Names of the keys and tokens used

---@class xpost.LoginOptions
---@field client_id? string Default: XPOST_CLIENT_ID, or as the account has it
---@field client_secret? string Of a confidential client; "" is none.  Default: XPOST_CLIENT_SECRET, or as an account of this Client ID has it
---@field account? string Name under which the login is kept; default: XPOST_ACCOUNT, or the default account
---@field redirect_uri? string | string[] The first whose port is free is used
---@field scopes? string | string[]
---@field timeout? integer Seconds to wait for the answer; default 300
---@field open? false | fun(url: string) Opens the browser; false: nothing is opened
---@field on_url? fun(url: string, redirect_uri: string) Shows the URL to open
---@field on_step? fun(step: xpost.Step)
---@field paste? true | fun(problem?: string): string? The redirect URL as pasted by the user; true reads lines of standard input. The function is asked again and again; it returns nil while there is nothing, and is told once what was wrong with the last answer
---@field on_paste_problem? fun(problem: string)

---@class xpost.Login
---@field account string
---@field id? string
---@field username? string
---@field name? string
---@field client "public" | "confidential"
---@field scopes string[] As granted
---@field expires_at integer Seconds since 1970
---@field summary? string Who signed in and what was allowed, in words
---@field subscription? string
---@field client_id string
---@field redirect_uri? string
---@field api_url string
---@field refreshed_at? integer
---@field logged_in_at? integer
---@field renewable boolean
---@field warning? string What to know although the login succeeded

--- An app whose keys may be right.
---@class xpost.App
---@field client_id string Without what was copied along
---@field client "public" | "confidential"

--- A stored account, without its secrets.
---@class xpost.Account : xpost.Login
---@field default boolean

---@class xpost.Poll
---@field options string[] Two to four
---@field minutes? integer 5 to 10080; default 1440

--- How a post goes on: told of threads, and of a single post where it waits, is looked for, or has
--- media.
---@class xpost.PostProgress
---@field number? integer Of the post, from 1; nil in upload
---@field total? integer
---@field state "sending" | "posted" | "waiting" | "checking" | "uploading" | "processing"
---@field id? string Of the post that is out
---@field url? string
---@field text? string
---@field retry_at? integer Until when it waits; seconds since 1970
---@field path? string Of the file that is uploaded, or that X processes
---@field sent? number Bytes of the file that is uploaded
---@field size? number Of so many

--- A file to attach: up to four images (JPEG, PNG, GIF, WEBP), or one moving GIF, or one video.
---@class xpost.Medium
---@field path string A relative one begins in `directory`; ~/ is the home
---@field alt? string What is in the image, in words: up to 1000 characters

---@class xpost.PartOfThread
---@field text? string
---@field media? xpost.Medium[]

---@class xpost.PostOptions
---@field text? string May be empty where there are media
---@field media? xpost.Medium[]
---@field directory? string Where relative paths of media begin; default: the working directory
---@field posts? (xpost.PartOfThread | xpost.Part)[] A thread, in the place of text and media: up to 100 posts, each a reply to the one before
---@field account? string
---@field reply_to? string Id of a post
---@field quote? string Id of a post
---@field poll? xpost.Poll
---@field reply_settings? "following" | "mentionedUsers" | "subscribers" | "verified"
---@field community? string
---@field made_with_ai? boolean
---@field paid_partnership? boolean
---@field edits? string Id of the post that this one replaces
---@field key? string The same key never posts twice
---@field limit? integer Weighted characters; default 280
---@field thread? boolean Cut what is too long into a thread
---@field markdown? boolean A line --- begins the next post of a thread, and images ![alt](path) are attached
---@field number? boolean End each post of a thread with its number, such as "1/5", which is counted
---@field wait? integer Seconds that it may wait in all for a rate limit to end; default 0
---@field on_step? fun(step: xpost.Step)
---@field on_progress? fun(progress: xpost.PostProgress)

---@class xpost.UploadOptions
---@field path string
---@field alt? string As of xpost.Medium
---@field directory? string As of post
---@field account? string
---@field timeout? integer Seconds that X may take to process a video; default 900
---@field on_step? fun(step: xpost.Step)
---@field on_progress? fun(progress: xpost.PostProgress)

---@class xpost.Uploaded
---@field media_id string
---@field media_key? string
---@field expires_at? integer Until when it can be posted; seconds since 1970
---@field warning? string

---@class xpost.ResumeOptions
---@field key string
---@field wait? integer As of post
---@field on_step? fun(step: xpost.Step)
---@field on_progress? fun(progress: xpost.PostProgress)

--- With outcome, X is not asked: the user has looked himself.
---@class xpost.CheckOptions
---@field key string
---@field outcome? "posted" | "not_posted"
---@field id? string Of the post, where it is out
---@field on_step? fun(step: xpost.Step)

---@class xpost.Checked
---@field outcome "posted" | "not_posted"
---@field key string
---@field id? string
---@field url? string
---@field text? string
---@field posts xpost.Posted[] That are out
---@field total integer
---@field reads integer Posts of the timeline that X gave, and bills
---@field cost number Estimate in US dollars
---@field warning? string

---@class xpost.UndoOptions
---@field account? string
---@field key? string Default: what the account posted last
---@field on_step? fun(step: xpost.Step)

---@class xpost.Undone
---@field key string
---@field posts xpost.Posted[] That are deleted
---@field cost number Estimate in US dollars
---@field warning? string

---@class xpost.DraftOptions
---@field text string
---@field key? string The same key again replaces the text
---@field account? string
---@field replaces? string The text that the draft has, as far as you know: another one, as somebody else changed it, stays; then this is kept under a key that is made up

---@class xpost.HistoryOptions
---@field limit? integer Default 20
---@field account? string
---@field unfinished? boolean Only those with a post that is not out
---@field before? string A key: only those older than that entry
---@field key? string Only this entry
---@field last? boolean Only the entry that undo acts on where it is given no key
---@field forget? string | string[] | number Keys of entries to remove, or a time before which all go but drafts and what is not known

---@class xpost.Posted
---@field id? string Nil where X did not say it
---@field url? string
---@field text string

---@class xpost.Post : xpost.Posted
---@field key string
---@field cost number Estimate in US dollars
---@field posts xpost.Posted[]
---@field warning? string

--- A file as a plan finds it.
---@class xpost.PlanMedium
---@field path string Absolute
---@field alt? string
---@field type? string Such as "image/png", by what it holds; nil where it cannot be used
---@field bytes? integer
---@field width? integer Pixels, where the file says so in its beginning
---@field height? integer

--- One post of a plan.
---@class xpost.PlanPost
---@field text string
---@field weight integer Its length as X counts it
---@field limit integer
---@field valid boolean
---@field over_at? integer See xpost.Count
---@field urls integer
---@field media xpost.PlanMedium[]
---@field request? string The JSON that would be sent, with "0" for the ids of media; nil if its form would be refused

---@class xpost.PlanProblem
---@field code xpost.Code
---@field message string
---@field number? integer Which post of a thread it is of
---@field reason string The message without saying which
---@field retry xpost.Retry As of xpost.Error
---@field refused boolean It would not be posted; false: something to know

--- What post would do.
---@class xpost.Plan
---@field account? string Name of the account that would post; nil if there is none
---@field username? string
---@field posts xpost.PlanPost[]
---@field problems xpost.PlanProblem[]
---@field thread? integer Where the text is too long: how many posts it would have with thread=true
---@field cost number Estimate in US dollars
---@field prices_date? string Day of X's price list, such as "2026-08-22"; nil where XPOST_PRICES gives others
---@field earlier? {key: string, state: string} What was begun with the same; give post this key to go on with it
---@field warning? string

---@class xpost.HistoryPost
---@field text string
---@field media? xpost.Medium[] Its files; absent where there are none
---@field state "draft" | "intent" | "not_sent" | "rejected" | "unknown" | "posted"
---@field id? string
---@field url? string
---@field code? xpost.Code
---@field message? string
---@field http_status? integer
---@field sent_at? integer
---@field settled_at? integer
---@field deleted_at? integer
---@field cost number Estimate in US dollars

---@class xpost.HistoryEntry : xpost.HistoryPost
---@field key string
---@field account? string
---@field username? string
---@field created_at integer
---@field outcome "not_posted" | "unknown" | "posted" Unknown if that of any post is; posted if all are out
---@field total integer Posts
---@field done integer Those that are out
---@field deleted boolean All that was out was deleted
---@field cost number Of those that are out
---@field undo_cost number Of deleting those
---@field can_resume boolean There is something that resume would go on with
---@field can_check boolean There is something that check would settle
---@field can_undo boolean There is something that undo would delete
---@field posts xpost.HistoryPost[]

--- How long X finds a text.
---@class xpost.Count
---@field weight integer
---@field limit integer
---@field remaining integer Less than 0 if the text is too long
---@field valid boolean Within the limit, not blank, and without characters that X refuses
---@field over_at? integer The byte, from 1, at which the character, emoji or URL begins that passes the limit: text:sub(over_at) is too much; nil within the limit
---@field urls integer

---@class xpost.SplitOptions
---@field text string
---@field limit? integer Weighted characters of a post; default 280
---@field markdown? boolean A line --- begins the next post, and images are taken out
---@field thread? boolean Cut what is too long; default true
---@field number? boolean End each of several posts with its number, such as "1/5", which is counted
---@field outline? boolean Get an xpost.Outline instead of a list: all that one needs to mark a text while it is typed, in a fraction of the time

--- An image of Markdown in a text: ![alt](path).
---@class xpost.PartMedia
---@field path string
---@field alt? string
---@field first integer Where it begins in the text that was given, in bytes from 1
---@field last integer Its last byte

--- A post that a text was split into.  xpost.post takes a list of these as `posts`.
---@class xpost.Part
---@field text string As it would be posted
---@field weight integer
---@field limit integer
---@field valid boolean
---@field urls integer
---@field first integer The first byte, from 1, of the text that was given which this is made of
---@field last integer The last byte of it
---@field over_at? integer Where the text that was given passes the limit of one post, in bytes from 1: of the first of the parts that a post was cut into, or of one that is too long
---@field media xpost.PartMedia[]

--- The posts that a text was split into, without their texts.  Arrays and tables by the number of
--- the part; see xpost.Part.
---@class xpost.Outline
---@field count integer
---@field limit integer
---@field first integer[]
---@field last integer[]
---@field weight integer[]
---@field over_at table<integer, integer> Of those that have it
---@field invalid table<integer, true> Those that are not empty and could not be posted
---@field media table<integer, xpost.PartMedia[]> Of those that have any

---@class xpost.Version
---@field xpost string
---@field abi integer
---@field lua string
---@field libcurl string
---@field openssl string
---@field json_c string
---@field sqlite string

---@alias xpost.OnStep fun(step: xpost.Step)
---@alias xpost.Renewed {account: string, expires_at: integer, scopes: string[], warning?: string}
---@alias xpost.Drafted {key: string, warning?: string}
---@alias xpost.Forgotten {forgotten: integer, warning?: string}
---@alias xpost.Deleted {id: string, deleted: true, warning?: string}
---@alias xpost.User {id: string, username: string, name?: string, subscription?: string, warning?: string}
---@alias xpost.LoggedOut {account: string, revoked: boolean, warning?: string}
---@alias xpost.Diagnosed {client_id?: string, account?: string, redirect_uri?: string | string[], scopes?: string | string[], offline?: boolean}
---@alias xpost.Diagnosis {findings: xpost.Finding[]}

--- What `require "xpost"` has besides `login` and `count`.  With on_done a call returns a job, and
--- reports later (see xpost.Job); without it, in a script, it waits and returns the result, or nil
--- and the error.  A function as the only argument is taken for on_done.
---
--- `on_done(err, result)` gets either an error or the result that the call would have returned, is
--- called exactly once, and never before the call has returned.  So it is with the functions among
--- the options (on_step, on_progress, on_url, open, on_paste_problem): all are called in the order in which
--- things happen, and one that raises an error leaves a `warning` in the result.
---
--- In Neovim they are called on its main loop.  In a script they are called inside of `job:wait()`,
--- of this job or of another one, and nowhere else; it raises what on_done raises.  A script that
--- ends takes its jobs with it: what was being sent is finished and recorded, the rest is not begun.
---
--- `job:cancel()` has on_done called soon, with the code "cancelled".  What X was asked for already
--- is completed and recorded all the same.  Of a post the error's `outcome` is "not_posted", or
--- "unknown" if it may be out; then the history tells what became of its `key`.
---@class xpost.Functions
---@field refresh fun(options?: string | {account?: string, force?: boolean, on_step?: xpost.OnStep}, on_done?: fun(err?: xpost.Error, result?: xpost.Renewed)): xpost.Renewed | xpost.Job | nil, xpost.Error?
---@field post fun(options: string | xpost.PostOptions, on_done?: fun(err?: xpost.Error, result?: xpost.Post)): xpost.Post | xpost.Job | nil, xpost.Error?
---@field resume fun(options: xpost.ResumeOptions, on_done?: fun(err?: xpost.Error, result?: xpost.Post)): xpost.Post | xpost.Job | nil, xpost.Error?
---@field check fun(options: xpost.CheckOptions, on_done?: fun(err?: xpost.Error, result?: xpost.Checked)): xpost.Checked | xpost.Job | nil, xpost.Error?
---@field undo fun(options?: xpost.UndoOptions, on_done?: fun(err?: xpost.Error, result?: xpost.Undone)): xpost.Undone | xpost.Job | nil, xpost.Error?
---@field draft fun(options: string | xpost.DraftOptions, on_done?: fun(err?: xpost.Error, result?: xpost.Drafted)): xpost.Drafted | xpost.Job | nil, xpost.Error?
---@field plan fun(options: string | xpost.PostOptions, on_done?: fun(err?: xpost.Error, result?: xpost.Plan)): xpost.Plan | xpost.Job | nil, xpost.Error?
---@field delete fun(options: string | {id: string, account?: string, on_step?: xpost.OnStep}, on_done?: fun(err?: xpost.Error, result?: xpost.Deleted)): xpost.Deleted | xpost.Job | nil, xpost.Error?
---@field me fun(options?: string | {account?: string, fresh?: boolean, on_step?: xpost.OnStep}, on_done?: fun(err?: xpost.Error, result?: xpost.User)): xpost.User | xpost.Job | nil, xpost.Error?
---@field logout fun(options?: string | {account?: string, on_step?: xpost.OnStep}, on_done?: fun(err?: xpost.Error, result?: xpost.LoggedOut)): xpost.LoggedOut | xpost.Job | nil, xpost.Error?
---@field accounts fun(options?: {}, on_done?: fun(err?: xpost.Error, result?: xpost.Account[])): xpost.Account[] | xpost.Job | nil, xpost.Error?
---@field account fun(name?: string | {account?: string}, on_done?: fun(err?: xpost.Error, result?: xpost.Account)): xpost.Account | xpost.Job | nil, xpost.Error?
---@field use fun(name: string | {account: string}, on_done?: fun(err?: xpost.Error, result?: xpost.Account)): xpost.Account | xpost.Job | nil, xpost.Error?
---@field history fun(options?: xpost.HistoryOptions, on_done?: fun(err?: xpost.Error, result?: xpost.HistoryEntry[] | xpost.Forgotten)): xpost.HistoryEntry[] | xpost.Forgotten | xpost.Job | nil, xpost.Error?
---@field diagnose fun(options?: xpost.Diagnosed, on_done?: fun(err?: xpost.Error, result?: xpost.Diagnosis)): xpost.Diagnosis | xpost.Job | nil, xpost.Error?
---@field upload fun(options: string | xpost.UploadOptions, on_done?: fun(err?: xpost.Error, result?: xpost.Uploaded)): xpost.Uploaded | xpost.Job | nil, xpost.Error?
---@field version xpost.Version
---@field setup fun(options?: xpost.Config) In Neovim
---@field veto fun(reason?: string) In Neovim
---@field statusline fun(): string In Neovim

--- A job as the C module has it.
---@class xpost.CoreJob
---@field cancel fun(self: xpost.CoreJob)
---@field answer fun(self: xpost.CoreJob, url: string): boolean?, xpost.Error?

--- Operations on threads of the C module: an `xpost.Job` is made of these.
---@class xpost.Jobs
---@field start fun(name: string, options?: any): xpost.CoreJob?, xpost.Error? Starts the operation of this name. Wrong types raise; values that are wrong are reported by `news`
---@field news fun(): xpost.CoreJob?, string?, ... The next news, nothing if there is none: a job and "step", a step; "progress", an xpost.PostProgress; "url", the URL to open, the redirect URI; "paste_problem", what is wrong; or, as its last, "done", the result, or nil and the error
---@field wait fun(milliseconds?: number) Waits for news
---@field now fun(): number Milliseconds of a clock that only goes forward
---@field descriptor fun(): integer?, xpost.Error? Of a file that can be read while there is news
---@field committed fun(): integer How many jobs are about what has to be finished
---@field leave fun(milliseconds?: number, committed_milliseconds?: number): boolean Cancels all jobs, and waits until they have ended (250 ms, and 5000 for what has to be finished); false if some have not. None can be started afterwards

--- What scripts read, write and ask with: see `xpost.script`.
---@class xpost.ScriptCore
---@field read fun(options: {path?: string, limit?: integer, timeout?: integer}): string?, xpost.Error? All of a file, or of standard input; not from a terminal
---@field ask fun(options: {text: string, timeout?: integer}): boolean?, xpost.Error? Asks at the terminal
---@field write fun(text: string, to_error?: boolean): boolean To standard output or error; false where nobody can read it

---@class xpost.core
---@field version xpost.Version
---@field jobs xpost.Jobs
---@field script xpost.ScriptCore
local core = {}

--- Logs in, and stores the account.  Without `on_url` nobody is shown the URL.
---@param options? xpost.LoginOptions
---@return xpost.Login? login
---@return xpost.Error? err
function core.login(options) end

--- Renews the access token (step 8).
---@param options? string | {account?: string, force?: boolean, on_step?: fun(step: xpost.Step)}
---@return {account: string, expires_at: integer, scopes: string[], warning?: string}? renewed
---@return xpost.Error? err
function core.refresh(options) end

--- Posts, at most once.
---@param options string | xpost.PostOptions
---@return xpost.Post? post
---@return xpost.Error? err
function core.post(options) end

--- Goes on with what was submitted under a key.
---@param options xpost.ResumeOptions
---@return xpost.Post? post
---@return xpost.Error? err
function core.resume(options) end

--- Finds out whether what was submitted under a key is out, from the user's timeline.
---@param options xpost.CheckOptions
---@return xpost.Checked? checked
---@return xpost.Error? err
function core.check(options) end

--- Deletes the posts of a submission, the last one first.
---@param options? xpost.UndoOptions
---@return xpost.Undone? undone
---@return xpost.Error? err
function core.undo(options) end

--- Keeps a text, to be posted later under its key.
---@param options string | xpost.DraftOptions
---@return xpost.Drafted? draft
---@return xpost.Error? err
function core.draft(options) end

--- Finds out what post would do, without the network.
---@param options string | xpost.PostOptions
---@return xpost.Plan? plan
---@return xpost.Error? err
function core.plan(options) end

--- Deletes a post.
---@param options string | {id: string, account?: string, on_step?: fun(step: xpost.Step)}
---@return {id: string, deleted: true, warning?: string}? deleted
---@return xpost.Error? err
function core.delete(options) end

--- Gets who the account belongs to; from X, which bills it, only if that is not known or `fresh`.
---@param options? string | {account?: string, fresh?: boolean, on_step?: fun(step: xpost.Step)}
---@return {id: string, username: string, name?: string, subscription?: string, warning?: string}? user
---@return xpost.Error? err
function core.me(options) end

--- Revokes the tokens at X, then forgets the account.
---@param options? string | {account?: string, on_step?: fun(step: xpost.Step)}
---@return {account: string, revoked: boolean, warning?: string}? done
---@return xpost.Error? err
function core.logout(options) end

--- Gets the stored accounts.
---@return xpost.Account[]? accounts
---@return xpost.Error? err
function core.accounts() end

--- Gets one stored account; without a name, the default one.
---@param name? string | {account?: string}
---@return xpost.Account? account
---@return xpost.Error? err
function core.account(name) end

--- Makes an account the default.
---@param name string | {account: string}
---@return xpost.Account? account
---@return xpost.Error? err
function core.use(name) end

--- Gets what was to be posted, newest first, with its outcome; or removes some of it.
---@param options? xpost.HistoryOptions
---@return xpost.HistoryEntry[] | xpost.Forgotten | nil history
---@return xpost.Error? err
function core.history(options) end

--- Looks for what does not work: accounts, redirect URIs, files, network, clock and settings.
---@param options? {client_id?: string, account?: string, redirect_uri?: string | string[], scopes?: string | string[], offline?: boolean}
---@return {findings: xpost.Finding[]}? diagnosis
---@return xpost.Error? err
function core.diagnose(options) end

--- Uploads a file to X, which keeps it for a day, to be posted.
---@param options string | xpost.UploadOptions
---@return xpost.Uploaded? uploaded
---@return xpost.Error? err
function core.upload(options) end

--- Looks at the keys of an app before a login: whether they may be a Client ID and a Client Secret,
--- or certainly are something else.  Needs no files and no network.
---@param options {client_id?: string, client_secret?: string}
---@return xpost.App? app
---@return xpost.Error? err
function core.app(options) end

--- Counts a text as X does.  Needs no files and no network.
---@param text string | {text?: string, limit?: integer}
---@return xpost.Count? count
---@return xpost.Error? err
function core.count(text) end

--- Makes the posts of a thread from a text.  Needs no files and no network.
---@param options string | xpost.SplitOptions
---@return xpost.Part[] | xpost.Outline | nil parts
---@return xpost.Error? err
function core.split(options) end

--- What an error code means: what happened, why it usually does, what to do, and where.
---@param code? string Without it: the list of all codes
---@return xpost.Explanation | string[] | nil explanation nil for a code that there is not
function core.explain(code) end

--- The language of what users are told.  A name chooses it.
---@param name? "en" | "ja"
---@return "en" | "ja" language
function core.language(name) end

return core

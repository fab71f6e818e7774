---@meta
--- Types of the functions that the C module provides.  This file is never run.

---@alias xpost.Code
---| "bad_client_id" | "not_logged_in" | "login_denied" | "login_timeout" | "login_failed"
---| "login_required" | "revoked_elsewhere" | "scope_missing" | "invalid_request" | "over_limit"
---| "duplicate" | "forbidden" | "not_found" | "not_enrolled" | "credits_depleted" | "usage_capped"
---| "rate_limited" | "media_rejected" | "media_timeout" | "server" | "network" | "tls"
---| "unknown_outcome" | "cancelled" | "busy" | "store" | "config"

--- Prints as one line.  Never holds a token, an authorization code or a client secret.
---@class xpost.Error
---@field code xpost.Code
---@field message string What happened, and what to do
---@field detail? string The server's own words
---@field http_status? integer
---@field retry_at? integer Seconds since 1970
---@field outcome? "not_posted" | "unknown" | "posted" What became of the post
---@field key? string Of the post concerned

--- One of the eight steps of OAuth 2.0 at X, as it happens.
---@class xpost.Step
---@field number integer 1 to 8
---@field name string
---@field from string
---@field to string
---@field uses string[] Names of the keys and tokens used

---@class xpost.LoginOptions
---@field client_id? string Default: XPOST_CLIENT_ID, or as the account has it
---@field client_secret? string Of a confidential client; "" is none
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

--- A stored account, without its secrets.
---@class xpost.Account : xpost.Login
---@field default boolean

---@class xpost.Poll
---@field options string[] Two to four
---@field minutes? integer 5 to 10080; default 1440

---@class xpost.PostOptions
---@field text string
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
---@field on_step? fun(step: xpost.Step)

---@class xpost.Posted
---@field id string
---@field url string
---@field text string

---@class xpost.Post : xpost.Posted
---@field key string
---@field cost number Estimate in US dollars
---@field posts xpost.Posted[]
---@field warning? string

---@class xpost.HistoryPost
---@field text string
---@field state "draft" | "intent" | "not_sent" | "rejected" | "unknown" | "posted"
---@field id? string
---@field url? string
---@field code? xpost.Code
---@field message? string
---@field http_status? integer
---@field sent_at? integer
---@field settled_at? integer

---@class xpost.HistoryEntry : xpost.HistoryPost
---@field key string
---@field account? string
---@field username? string
---@field created_at integer
---@field outcome "not_posted" | "unknown" | "posted"
---@field cost number
---@field posts xpost.HistoryPost[]

---@class xpost.Version
---@field xpost string
---@field abi integer
---@field lua string
---@field libcurl string
---@field openssl string
---@field json_c string
---@field sqlite string

---@class xpost.core
---@field version xpost.Version
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
---@param name? string
---@return xpost.Account? account
---@return xpost.Error? err
function core.account(name) end

--- Makes an account the default.
---@param name string
---@return xpost.Account? account
---@return xpost.Error? err
function core.use(name) end

--- Gets what was to be posted, newest first, with its outcome.
---@param options? {limit?: integer, account?: string}
---@return xpost.HistoryEntry[]? history
---@return xpost.Error? err
function core.history(options) end

return core

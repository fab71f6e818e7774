-- app: the keys of an app, looked at before a login; with no files and no network.
local check = require "check"
local xpost = require "xpost"

local id = "M1M5R3BMVy13QmpScXkzTUt5OE46MTpjaQ"
local secret = "kAcSOqF21Fu85e7zjz7-N2U4ZRhfV3WpwPAoE3Z7kBw1bCdEf_"

check.test("keys that may be right are told apart by the kind of client", function()
  local public = check.ok(xpost.app { client_id = id })
  check.equal(public.client_id, id)
  check.equal(public.client, "public")
  check.equal(xpost.app({ client_id = id, client_secret = "" }).client, "public")
  check.equal(xpost.app({ client_id = id, client_secret = secret }).client, "confidential")
end)

check.test("what was copied along is left out", function()
  for _, form in ipairs { " %s\n", '"%s"', "'%s'\r\n", "\194\160%s" } do
    check.equal(check.ok(xpost.app { client_id = form:format(id) }).client_id, id)
  end
  check.equal(xpost.app({ client_id = id, client_secret = '" "' }).client, "public")
end)

check.test("the secret is not given back", function()
  for _, value in pairs(xpost.app { client_id = id, client_secret = secret }) do
    check.ok(not value:find(secret, 1, true))
  end
end)

check.test("other keys are recognised, each where it was given", function()
  for _, case in ipairs {
    { {}, "No Client ID" },
    { { client_id = "12345678" }, "App ID" },
    { { client_id = "aB3dE6gH9jK2mN5pQ8sT1vW4y" }, "API Key" },
    { { client_id = secret }, "a secret" },
    { { client_id = id, client_secret = id }, "as Client Secret, too" },
    { { client_id = secret, client_secret = id }, "exchanged" },
    { { client_id = id, client_secret = "aB3dE6gH9jK2mN5pQ8sT1vW4y" }, "API Key" },
  } do
    local app, err = xpost.app(case[1])
    check.equal(app, nil)
    check.equal(err.code, "bad_client_id")
    check.ok(err.message:find(case[2], 1, true), err.message)
    check.ok(not tostring(err):find(secret, 1, true))
  end
end)

check.finish()

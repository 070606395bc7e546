namespace AlbEmulator.Tests.Expectations;

/// <summary>What may be expected of a request that nobody sends, and what is said where something else comes.</summary>
public sealed class ExpectationTests : IDisposable
{
    private readonly RehearsedShop _shop = new();

    public void Dispose() => _shop.Dispose();

    [Theory]
    [InlineData("GET /api/1", "{ Listener: 443, Rule: 10, Action: forward, TargetGroup: orders, Authentication: none }")]
    [InlineData("GET /api/1", "{ Listener: 'shop:443', Rule: not 20, TargetGroup: not web }")]
    [InlineData("GET /", "{ Rule: default, TargetGroup: web, TargetGroups: [web, green], Weights: { web: 1 } }")]
    [InlineData("GET http://shop.example.com/cart?x=1", "{ Listener: 80, Rule: default, Action: redirect, Status: 301, Redirect: 'https://shop.example.com:443/cart?x=1', TargetGroup: none }")]
    [InlineData("GET http://shop.example.com/cart?x=1", "{ Status: 3xx, Redirect: '*//shop.example.com*?x=1', Headers: { location: '*', Content-Type: text/html }, Body: '*301 Moved*' }")]
    [InlineData("GET /admin/x", "{ Rule: 30, Action: fixed-response, Status: 403, Body: 'Not from here?', Headers: { Content-Length: 14, Content-Type: text/plain; charset=utf-8, Server: awselb/2.0, Date: '*' } }")]
    [InlineData("HEAD /admin/x", "{ Status: 403, Body: '' }")]
    [InlineData("GET /new", "{ TargetGroups: [web, green], Weights: { web: 9, green: 1 } }")]
    [InlineData("GET /new", "{ TargetGroup: not admin, Weights: { web: 900, green: 100, admin: 0 } }")]
    [InlineData("GET /new", "{ TargetGroups: [w*, gr*n], TargetGroup: not or*, Weights: { w*: 9, g*: 1 } }")]
    [InlineData("GET /", "{ Headers: { Strict-Transport-Security: max-age=600 } }")]
    [InlineData("GET /account/1", "{ Authentication: authenticate-oidc, TargetGroup: web, Status: 302, Redirect: 'http*/authorize?*client_id=*' }")]
    [InlineData("GET /token", "{ Authentication: jwt-validation, TargetGroup: web, Status: 401 }")]
    [InlineData("GET /oauth2/idpresponse", "{ Rule: none, Action: none, TargetGroup: none }")]
    [InlineData("GET /empty", "{ TargetGroup: empty, Status: 503 }")]
    [InlineData("GET http://shop.example.com:81/", "{ Listener: none }")]
    [InlineData("GET http://shop.example.com:443/", "{ Listener: none }")]
    public async Task Request_is_as_it_was_expected(string request, string expect)
    {
        Assert.True(await TestAsync(request, expect) == 0, _shop.Output + _shop.Error);
        Assert.Matches(@"(?m)^ok: shop\.tests\.yaml against alb\.yaml: 1 test, \d+ expectations?$", _shop.Output);
    }

    [Theory]
    [InlineData("GET /api/1", "{ Listener: 80 }", "Listener: expected 80, came shop:443")]
    [InlineData("GET /api/1", "{ Listener: 'other:443' }", "Listener: expected other:443, came shop:443")]
    [InlineData("GET /api/1", "{ Listener: none }", "Listener: expected none, came shop:443")]
    [InlineData("GET /api/1", "{ Rule: 20 }", "Rule: expected 20, came 10")]
    [InlineData("GET /api/1", "{ Rule: not 10 }", "Rule: expected not 10, came 10")]
    [InlineData("GET /api/1", "{ Action: redirect }", "Action: expected redirect, came forward")]
    [InlineData("GET /api/1", "{ Authentication: authenticate-oidc }", "Authentication: expected authenticate-oidc, came none")]
    [InlineData("GET /api/1", "{ TargetGroup: web }", "TargetGroup: expected web, came orders")]
    [InlineData("GET /api/1", "{ TargetGroup: none }", "TargetGroup: expected none, came orders")]
    [InlineData("GET /api/1", "{ TargetGroup: ordesr }", "TargetGroup: expected ordesr, came orders; there is no target group ordesr: did you mean \"orders\"?")]
    [InlineData("GET /new", "{ TargetGroup: web }", "TargetGroup: expected web, came web 90, green 10, admin 0")]
    [InlineData("GET /new", "{ TargetGroup: not green }", "TargetGroup: expected not green, came web 90, green 10, admin 0")]
    [InlineData("GET /new", "{ TargetGroups: [web, admin] }", "TargetGroups: expected one of web, admin, came web 90, green 10, admin 0")]
    [InlineData("GET /new", "{ Weights: { web: 50, green: 50 } }", "Weights: expected web 50, green 50, came web 90, green 10, admin 0")]
    [InlineData("GET /new", "{ Weights: { '*': 1, green: 1 } }", "Weights: expected * 1, green 1, came web 90, green 10, admin 0")]
    [InlineData("GET /new", "{ TargetGroup: 'blue*' }", "TargetGroup: expected blue*, came web 90, green 10, admin 0; there is no target group blue*")]
    [InlineData("GET /", "{ Weights: { web: 9, green: 1 } }", "Weights: expected web 9, green 1, came web")]
    [InlineData("GET /admin/x", "{ Status: 200 }", "Status: expected 200, came 403")]
    [InlineData("GET /admin/x", "{ Body: not from here* }", "Body: expected not from here*, came Not from here?")]
    [InlineData("GET /admin/x", "{ Redirect: '*' }", "Redirect: expected *, came the answer has no Location")]
    [InlineData("GET /admin/x", "{ WithoutHeaders: [server] }", "WithoutHeaders[0]: expected no server, came awselb/2.0")]
    [InlineData("GET /admin/x", "{ Headers: { X-Cache: HIT } }", "Headers.X-Cache: expected HIT, came the answer has no X-Cache")]
    [InlineData("GET /admin/x", "{ TargetGets: { Path: /admin/x } }", "TargetGets.Path: expected /admin/x, came no target gets it")]
    [InlineData("GET http://shop.example.com:81/", "{ Rule: 10 }", "Rule: expected 10, came nothing: there is no listener on port 81;")]
    [InlineData("GET /", "{ Status: 200 }", "Status: expected 200, came what its target says: --running sends the request")]
    [InlineData("GET /", "{ WithoutHeaders: [X-Powered-By] }", "WithoutHeaders[0]: expected no X-Powered-By, came what its target says: --running sends the request")]
    public async Task What_came_instead_is_told(string request, string expect, string told)
    {
        Assert.Equal(1, await TestAsync(request, expect));
        Assert.Contains($": {told}", _shop.Output, StringComparison.Ordinal);
        Assert.Contains("\nfailed: shop.tests.yaml against alb.yaml: 1 test of 1, 1 expectation of 1\n", _shop.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ Path: /1, Host: orders.example.com }")]
    [InlineData("{ Path: /1?x=1 }")]
    [InlineData("{ Path: '/*?x=*' }")]
    [InlineData("{ Headers: { X-Forwarded-For: '10.9.9.9, 10.0.0.7', X-Forwarded-Proto: https, X-Forwarded-Port: 443 } }")]
    [InlineData("{ Headers: { x-tester: 'yes', X-Amzn-Trace-Id: 'Root=1-*' }, WithoutHeaders: [Connection, X-Nothing] }")]
    public async Task Target_gets_what_transforms_and_the_load_balancer_make_of_it(string gets)
    {
        Assert.True(await _shop.TestAsync($$"""
            Tests:
              - Request: GET https://shop.example.com/api/1?x=1
                SourceIp: 10.0.0.7
                Headers: { X-Tester: "yes", X-Forwarded-For: 10.9.9.9, Connection: close }
                Expect: { TargetGets: {{gets}} }
            """) == 0, _shop.Output + _shop.Error);
    }

    [Theory]
    [InlineData("{ Path: /api/1 }", "TargetGets.Path: expected /api/1, came /1")]
    [InlineData("{ Host: shop.example.com }", "TargetGets.Host: expected shop.example.com, came orders.example.com")]
    [InlineData("{ Headers: { X-Tester: 'no' } }", "TargetGets.Headers.X-Tester: expected no, came yes")]
    [InlineData("{ WithoutHeaders: [X-Tester] }", "TargetGets.WithoutHeaders[0]: expected no X-Tester, came yes")]
    [InlineData("{ Headers: { X-Beta: 1 } }", "TargetGets.Headers.X-Beta: expected 1, came the request has no X-Beta")]
    public async Task What_a_target_gets_instead_is_told(string gets, string told)
    {
        Assert.Equal(1, await _shop.TestAsync($$"""
            Tests:
              - Request: GET https://shop.example.com/api/1?x=1
                Headers: { X-Tester: "yes" }
                Expect: { TargetGets: {{gets}} }
            """));
        Assert.Contains($": {told}\n", _shop.Output, StringComparison.Ordinal);
    }

    /// <summary>As an ALB does it, before it looks at its rules.</summary>
    [Theory]
    [InlineData("/", "{ Host: 'a@b' }", 400)]
    [InlineData("/nul%00", "{}", 400)]
    [InlineData("/", "{ X-Forwarded-For: '1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31' }", 463)]
    public async Task Request_that_is_refused_is_taken_by_no_rule(string path, string headers, int status)
    {
        Assert.True(await _shop.TestAsync($$"""
            Tests:
              - Request: GET https://shop.example.com{{path}}
                Headers: {{headers}}
                Expect: { Rule: none, Action: none, TargetGroup: none, Status: {{status}}, Listener: 443 }
            """) == 0, _shop.Output + _shop.Error);
        Assert.Equal(1, await _shop.TestAsync($$"""
            Tests: [{ Request: GET https://shop.example.com{{path}}, Headers: {{headers}}, Expect: { Rule: 10 } }]
            """));
        Assert.Contains("Rule: expected 10, came none\n  No rule sees the request: the load balancer refuses it\n", _shop.Output, StringComparison.Ordinal);
    }

    private Task<int> TestAsync(string request, string expect) => _shop.TestAsync($"""
        BaseUrl: https://shop.example.com
        Tests:
          - Request: {request}
            Expect: {expect}
        """);
}

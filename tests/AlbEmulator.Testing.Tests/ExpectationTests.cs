namespace AlbEmulator.Testing.Tests;

/// <summary>Rules are asked without a request.</summary>
public sealed class ExpectationTests : IAsyncLifetime
{
    private Alb _alb = null!;

    public async Task InitializeAsync() => _alb = await Alb.StartAsync(a => a.TopologyText("""
        LoadBalancers:
          - Name: shop
            Listeners:
              - Port: 443
                Protocol: HTTPS
                DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: "404" } }]
                Rules:
                  - Priority: 10
                    Conditions: [{ Field: path-pattern, Values: ["/old/*"] }]
                    Actions: [{ Type: redirect, RedirectConfig: { Path: "/new/#{path}", StatusCode: HTTP_302 } }]
                  - Priority: 20
                    Conditions:
                      - { Field: host-header, Values: ["shop.example.com"] }
                      - { Field: http-header, HttpHeaderConfig: { HttpHeaderName: X-Beta, Values: ["yes"] } }
                    Actions:
                      - Type: forward
                        ForwardConfig: { TargetGroups: [{ TargetGroupArn: new, Weight: 1 }, { TargetGroupArn: old, Weight: 0 }] }
                  - Priority: 30
                    Conditions: [{ Field: host-header, Values: ["shop.example.com"] }]
                    Actions: [{ Type: forward, TargetGroupArn: old }]
        TargetGroups:
          - { Name: new, Targets: [{ Id: echo, Port: 0 }] }
          - { Name: old, Targets: [{ Id: echo, Port: 0 }] }
        """));

    public async Task DisposeAsync() => await _alb.DisposeAsync();

    [Fact]
    public void What_is_so_is_said_in_a_row()
    {
        _alb.Expect("GET", "https://shop.example.com/", ("X-Beta", "yes")).ForwardsTo("new").ByRule(20);
        _alb.Expect("GET", "https://shop.example.com/").ForwardsTo("old").ByRule(30);
        _alb.Expect("GET", "https://shop.example.com/old/a").RedirectsTo("https://shop.example.com:443/new/old/a", 302).ByRule(10);
        _alb.Expect("GET", "/").Answers(404).ByDefault();
    }

    [Fact]
    public void What_is_not_so_is_explained_by_the_rules_that_matter()
    {
        var wrong = Assert.Throws<AlbException>(() => _alb.Expect("GET", "https://shop.example.com/").ForwardsTo("new"));

        Assert.Equal(
            """
            GET https://shop.example.com/ is not forwarded to new:
              GET / of shop.example.com, from 127.0.0.1, at shop:443
              Rule 10 does not match: path-pattern /old/*, and the request has /
              Rule 20 does not match: http-header X-Beta: yes, and the request has no X-Beta
              Rule 30 takes the request: host-header shop.example.com
              Rule 30: forward to old
            """,
            wrong.Message);
    }

    [Fact]
    public void Rule_that_another_hides_is_told()
    {
        var wrong = Assert.Throws<AlbException>(() => _alb.Expect("GET", "https://shop.example.com/old/1").ByRule(30));

        Assert.Equal(
            """
            GET https://shop.example.com/old/1 is not taken by rule 30:
              GET /old/1 of shop.example.com, from 127.0.0.1, at shop:443
              Rule 10 takes the request: path-pattern /old/*
              Rule 30 is not reached, though it would match
              Rule 10: redirect 302 to https://shop.example.com:443/new/old/1
            """,
            wrong.Message);
    }

    [Theory]
    [InlineData("GET", "http://shop.example.com/", "there is no listener on port 80")]
    [InlineData("G ET", "/", "the method must be one word")]
    public void Question_that_has_no_answer_is_refused(string method, string url, string told) =>
        Assert.Contains(told, Assert.Throws<AlbException>(() => _alb.Expect(method, url)).Message, StringComparison.Ordinal);

    [Fact]
    public void Whole_explanation_is_that_of_the_program() =>
        Assert.StartsWith("Request     GET /\n", _alb.Expect("GET", "/").ToString(), StringComparison.Ordinal);
}

using AlbEmulator.Model;

namespace AlbEmulator.Tests.Topologies;

/// <summary>Actions and transforms that AWS takes.</summary>
public sealed class ActionReadingTests
{
    [Fact]
    public void Forward_to_several_target_groups_by_weight()
    {
        var forward = Read<RuleAction.Forward>(
            """
            { "Type": "forward", "ForwardConfig": { "TargetGroups": [
              { "TargetGroupArn": "web", "Weight": 999 }, { "TargetGroupArn": "canary", "Weight": 0 }, { "TargetGroupArn": "beta" }] } }
            """);
        Assert.Equal([999, 0, 1], forward.TargetGroups.Select(group => group.Weight));
        Assert.Equal(["web", "canary", "beta"], forward.TargetGroups.Select(group => group.TargetGroupArn.Split('/')[1]));
        Assert.Null(forward.Stickiness);
    }

    [Theory]
    [InlineData("\"Enabled\": true, \"DurationSeconds\": 1", 1)]
    [InlineData("\"Enabled\": \"true\", \"DurationSeconds\": \"604800\"", 604800)]
    [InlineData("\"Enabled\": false, \"DurationSeconds\": 600", null)]
    [InlineData("\"DurationSeconds\": 600", null)]
    [InlineData("\"Enabled\": false", null)]
    [InlineData("", null)]
    public void Forward_with_target_group_stickiness(string config, int? seconds)
    {
        var forward = Read<RuleAction.Forward>(
            $$"""
            { "Type": "forward", "ForwardConfig": { "TargetGroups": [{ "TargetGroupArn": "web" }],
              "TargetGroupStickinessConfig": { {{config}} } } }
            """);
        Assert.Equal(seconds is null ? null : TimeSpan.FromSeconds(seconds.Value), forward.Stickiness);
    }

    [Fact]
    public void The_weight_of_the_only_target_group_is_kept()
    {
        var forward = Read<RuleAction.Forward>(
            """
            { "Type": "forward", "TargetGroupArn": "web", "ForwardConfig": { "TargetGroups": [{ "TargetGroupArn": "web", "Weight": 0 }] } }
            """);
        Assert.Equal(0, Assert.Single(forward.TargetGroups).Weight);
    }

    [Fact]
    public void Redirect_keeps_what_it_does_not_change() => Assert.Equal(
        new RuleAction.Redirect(301) { Protocol = "HTTPS", Port = "443" },
        Read<RuleAction.Redirect>(
            """{ "Type": "redirect", "RedirectConfig": { "Protocol": "HTTPS", "Port": "443", "StatusCode": "HTTP_301" } }"""));

    [Fact]
    public void Redirect_with_every_placeholder_where_it_may_stand() => Assert.Equal(
        new RuleAction.Redirect(302)
        {
            Protocol = "#{protocol}",
            Host = "www.#{host}",
            Port = "#{port}",
            Path = "/#{host}/#{port}/#{path}",
            Query = "p=#{protocol}&h=#{host}&o=#{port}&a=#{path}&#{query}",
        },
        Read<RuleAction.Redirect>(
            """
            { "Type": "redirect", "RedirectConfig": { "StatusCode": "HTTP_302", "Protocol": "#{protocol}", "Host": "www.#{host}",
              "Port": "#{port}", "Path": "/#{host}/#{port}/#{path}", "Query": "p=#{protocol}&h=#{host}&o=#{port}&a=#{path}&#{query}" } }
            """));

    [Fact]
    public void Redirect_may_drop_the_query_and_have_its_port_as_a_number()
    {
        var redirect = Read<RuleAction.Redirect>(
            """{ "Type": "redirect", "RedirectConfig": { "StatusCode": "HTTP_302", "Port": 8443, "Query": "" } }""");
        Assert.Equal(("8443", ""), (redirect.Port, redirect.Query));
    }

    [Fact]
    public void Fixed_response() => Assert.Equal(
        new RuleAction.FixedResponse(503) { ContentType = "text/html", MessageBody = "<p>\nBack soon\n" },
        Read<RuleAction.FixedResponse>(
            """
            { "Type": "fixed-response", "FixedResponseConfig": {
              "StatusCode": "503", "ContentType": "text/html", "MessageBody": "<p>\nBack soon\n" } }
            """));

    [Fact]
    public void Fixed_response_with_as_little_as_may_be() => Assert.Equal(
        new RuleAction.FixedResponse(200) { ContentType = "text/plain", MessageBody = "" },
        Read<RuleAction.FixedResponse>("""{ "Type": "fixed-response", "FixedResponseConfig": { "StatusCode": 200 } }"""));

    [Theory]
    [InlineData("""{ "Type": "redirect", "RedirectConfig": { "StatusCode": "HTTP_301", "Host": "a.b" } }""", typeof(RuleAction.Redirect))]
    [InlineData("""{ "Type": "fixed-response", "FixedResponseConfig": { "StatusCode": "404" } }""", typeof(RuleAction.FixedResponse))]
    [InlineData("""{ "Type": "forward", "Order": 50000, "TargetGroupArn": "web" }""", typeof(RuleAction.Forward))]
    public void Default_actions_may_be_any_of_them(string action, Type type) => Assert.All(
        new RuleFile { DefaultActions = action }.Listeners(),
        listener => Assert.IsType(type, Assert.Single(listener.DefaultActions)));

    [Fact]
    public void Transforms_of_a_rule()
    {
        const string transforms =
            """
            { "Type": "url-rewrite", "UrlRewriteConfig": { "Rewrites": [
                { "Regex": "^/dp/([A-Za-z0-9]+)/?$", "Replace": "/product.php?id=$1" }, { "Regex": "^/old", "Replace": "" }] } },
              { "Type": "host-header-rewrite", "HostHeaderRewriteConfig": { "Rewrites": [
                { "Regex": "^mywebsite-(.+).com$", "Replace": "internal.dev.$1.myweb.com" }] } }
            """;
        foreach (var rule in new RuleFile { Transforms = transforms }.Rules())
        {
            Assert.Equal(
                [new Rewrite("^/dp/([A-Za-z0-9]+)/?$", "/product.php?id=$1"), new Rewrite("^/old", "")],
                Assert.IsType<Transform.UrlRewrite>(rule.Transforms[0]).Rewrites);
            Assert.Equal(
                [new Rewrite("^mywebsite-(.+).com$", "internal.dev.$1.myweb.com")],
                Assert.IsType<Transform.HostHeaderRewrite>(rule.Transforms[1]).Rewrites);
            Assert.Equal(2, rule.Transforms.Count);
        }
    }

    private static T Read<T>(string action)
        where T : RuleAction
    {
        var rules = new RuleFile { Actions = action }.Rules();
        var actions = rules.Select(rule => Assert.IsType<T>(Assert.Single(rule.Actions))).ToList();
        Assert.Equal(actions[0], actions[1]);
        return actions[0];
    }
}

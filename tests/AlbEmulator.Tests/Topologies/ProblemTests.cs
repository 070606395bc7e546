using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Topologies;

/// <summary>Each row spoils a file that is right in one place, and expects one problem, at its place.</summary>
public sealed class ProblemTests
{
    private const string Listener = "LoadBalancers[0].Listeners[0]";
    private const string Rule = $"{Listener}.Rules[0]";
    private const string Group = "TargetGroups[0]";

    [Theory]
    [InlineData("\"LoadBalancers\": [", "\"LoadBalancer\": [], \"LoadBalancers\": [", 2, "LoadBalancer",
        "\"LoadBalancer\" is not a property of a topology: did you mean \"LoadBalancers\"?")]
    [InlineData("\"Name\": \"demo\"", "\"name\": \"demo\"", 4, "LoadBalancers[0].name",
        "\"name\" is not a property of a load balancer: did you mean \"Name\"?")]
    [InlineData("\"Name\": \"demo\"", "\"Xyzzy\": 1", 4, "LoadBalancers[0].Xyzzy",
        "\"Xyzzy\" is not a property of a load balancer: a load balancer may have Name, BindAddress, Type")]
    [InlineData("\"demo\"", "12", 4, "LoadBalancers[0].Name", "must be a string, not the number 12")]
    [InlineData("\"demo\"", "null", 4, "LoadBalancers[0].Name", "has no value: write a string, or remove it")]
    [InlineData("\"demo\"", "\"-demo\"", 4, "LoadBalancers[0].Name", "must not begin or end with a hyphen")]
    [InlineData("\"demo\"", "\"demo-\"", 4, "LoadBalancers[0].Name", "must not begin or end with a hyphen")]
    [InlineData("\"demo\"", "\"de_mo\"", 4, "LoadBalancers[0].Name", "letters, digits and hyphens only, not \"_\"")]
    [InlineData("\"demo\"", "\"internal-a\"", 4, "LoadBalancers[0].Name", "must not begin with \"internal-\"")]
    [InlineData("\"demo\"", "\"\"", 4, "LoadBalancers[0].Name", "must have 1 to 32 characters, not 0")]
    [InlineData("\"demo\"", "\"a23456789012345678901234567890123\"", 4, "LoadBalancers[0].Name",
        "must have 1 to 32 characters, not 33")]
    [InlineData("127.0.0.2", "127.2", 5, "LoadBalancers[0].BindAddress", "must be an IP address such as 127.0.0.1")]
    [InlineData("127.0.0.2", "nowhere", 5, "LoadBalancers[0].BindAddress", "must be an IP address such as 127.0.0.1")]
    [InlineData("127.0.0.2", "127.0.0.2,127.0.0.3", 5, "LoadBalancers[0].BindAddress", "or one of each family such as 127.0.0.2,::1")]
    [InlineData("127.0.0.2", "fe80::1%eth0", 5, "LoadBalancers[0].BindAddress", "must be an IP address such as 127.0.0.1")]
    [InlineData("127.0.0.2", "*", 5, "LoadBalancers[0].BindAddress", "write 0.0.0.0 for every address")]
    [InlineData("\"Port\": 8080,", "", 8, Listener, "Port is missing: write a whole number from 1 to 65535")]
    [InlineData("8080", "-1", 9, $"{Listener}.Port", "must be a whole number from 1 to 65535, or 0 for one that is free, not the number -1")]
    [InlineData("8080", "65536", 9, $"{Listener}.Port", "not the number 65536")]
    [InlineData("8080", "80.5", 9, $"{Listener}.Port", "not the number 80.5")]
    [InlineData("8080", "99999999999999999999", 9, $"{Listener}.Port", "not the number 99999999999999999999")]
    [InlineData("8080", "\"http\"", 9, $"{Listener}.Port", "not \"http\"")]
    [InlineData("8080", "true", 9, $"{Listener}.Port", "not true")]
    [InlineData("8080", "[]", 9, $"{Listener}.Port", "not a list")]
    [InlineData("8080", "{}", 9, $"{Listener}.Port", "not an object")]
    [InlineData("\"HTTP\"", "\"http\"", 10, $"{Listener}.Protocol",
        "must be \"HTTP\" or \"HTTPS\", not \"http\": did you mean \"HTTP\"?")]
    [InlineData("\"HTTP\"", "\"GOPHER\"", 10, $"{Listener}.Protocol", "must be \"HTTP\" or \"HTTPS\", not \"GOPHER\"")]
    [InlineData("[{ \"Id\": \"echo\", \"Port\": 9001 }]", "5", 29, $"{Group}.Targets",
        "must be a list ([ … ]), each item a target")]
    [InlineData("{ \"Id\": \"echo\", \"Port\": 9001 }", "\"echo\"", 29, $"{Group}.Targets[0]",
        "must be a target (an object), not \"echo\"")]
    [InlineData("\"DefaultActions\": [{ \"Type\": \"forward\", \"TargetGroupArn\": \"web\" }],", "", 8, Listener,
        "DefaultActions is missing")]
    [InlineData("\"DefaultActions\": [{ \"Type\": \"forward\", \"TargetGroupArn\": \"web\" }],",
        "\"DefaultActions\": [],",
        11, $"{Listener}.DefaultActions", "needs at least 1")]
    [InlineData("{ \"Type\": \"forward\", \"TargetGroupArn\": \"web\" }", "{ \"Type\": \"forward\" }", 11,
        $"{Listener}.DefaultActions[0]", "TargetGroupArn is missing: write the name of the target group")]
    [InlineData("{ \"Type\": \"forward\", \"TargetGroupArn\": \"web\" }", "{ \"TargetGroupArn\": \"web\" }", 11,
        $"{Listener}.DefaultActions[0]", "Type is missing: write \"forward\"")]
    [InlineData("{ \"Type\": \"forward\", \"TargetGroupArn\": \"web\" }",
        "{ \"Type\": \"forward\", \"TargetGroupArn\": \"wep\" }",
        11, $"{Listener}.DefaultActions[0].TargetGroupArn", "there is no target group \"wep\": did you mean \"web\"?")]
    [InlineData("{ \"Type\": \"forward\", \"TargetGroupArn\": \"web\" }",
        "{ \"Type\": \"forward\", \"TargetGroupArn\": \"orders\" }",
        11, $"{Listener}.DefaultActions[0].TargetGroupArn",
            "define it in TargetGroups, or write one of \"web\", \"api\"")]
    [InlineData("{ \"Type\": \"forward\", \"TargetGroupArn\": \"web\" }",
        "{ \"Type\": \"forward\", \"TargetGroupArn\": \"arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/0123456789abcdef\" }",
        11, $"{Listener}.DefaultActions[0].TargetGroupArn", "write its name, \"web\"")]
    [InlineData("{ \"Type\": \"forward\", \"TargetGroupArn\": \"web\" }",
        "{ \"Type\": \"forward\", \"TargetGroupArn\": \"web\" }, { \"Type\": \"forward\", \"TargetGroupArn\": \"api\" }",
        11, $"{Listener}.DefaultActions", "has 2 of forward, redirect and fixed-response: keep one, and remove the others")]
    [InlineData("\"TargetGroupArn\": \"web\" }],", "\"TargetGroupArn\": \"web\", \"Order\": 0 }],", 11,
        $"{Listener}.DefaultActions[0].Order", "must be a whole number from 1 to 50000")]
    [InlineData("\"TargetGroupArn\": \"web\" }],",
        "\"TargetGroupArn\": \"web\", \"ForwardConfig\": { \"TargetGroups\": [{ \"TargetGroupArn\": \"api\" }] } }],",
            11,
        $"{Listener}.DefaultActions[0].TargetGroupArn", "names another target group than ForwardConfig")]
    [InlineData("{ \"TargetGroupArn\": \"api\" }", "{ \"TargetGroupArn\": \"api\", \"Weight\": 1000 }", 21,
        $"{Listener}.Rules[1].Actions[0].ForwardConfig.TargetGroups[0].Weight", "must be a whole number from 0 to 999")]
    [InlineData("\"Priority\": 20", "\"Priority\": 0", 14, $"{Rule}.Priority",
        "must be a whole number from 1 to 50000")]
    [InlineData("\"Priority\": 20", "\"Priority\": 50001", 14, $"{Rule}.Priority",
        "must be a whole number from 1 to 50000")]
    [InlineData("\"Priority\": 20", "\"Priority\": 10", 19, $"{Listener}.Rules[1].Priority",
        "Priority '10' is currently in use, at a.json:14: write another")]
    [InlineData("\"Priority\": 20,", "", 13, Rule, "Priority is missing")]
    [InlineData("\"Field\": \"host-header\", ", "", 15, $"{Rule}.Conditions[0]",
        "Field is missing: write \"host-header\"")]
    [InlineData(", \"Values\": [\"*.example.com\"]", "", 15, $"{Rule}.Conditions[0]", "Values is missing")]
    [InlineData("[\"*.example.com\"]", "[]", 15, $"{Rule}.Conditions[0].Values", "needs at least 1: write a string")]
    [InlineData("[\"*.example.com\"]", "\"*.example.com\"", 15, $"{Rule}.Conditions[0].Values", "must be a list")]
    [InlineData("\"*.example.com\"", "\"\"", 15, $"{Rule}.Conditions[0].Values[0]", "must not be empty")]
    [InlineData("\"*.example.com\"", "\"localhost\"", 15, $"{Rule}.Conditions[0].Values[0]",
        "needs at least one \".\"")]
    [InlineData("\"*.example.com\"", "\"a.example.c0m\"", 15, $"{Rule}.Conditions[0].Values[0]",
        "may hold only letters after its last \".\", not \"0\"")]
    [InlineData("\"*.example.com\"", "\"example.\"", 15, $"{Rule}.Conditions[0].Values[0]", "must not end with \".\"")]
    [InlineData("\"*.example.com\"", "\"a.example.com:8080\"", 15, $"{Rule}.Conditions[0].Values[0]",
        "must not hold \":\"")]
    [InlineData("\"*.example.com\"", "\"a_b.example.com\"", 15, $"{Rule}.Conditions[0].Values[0]",
        "must not hold \"_\"")]
    [InlineData("\"/v?\"", "\"/a b\"", 20, $"{Listener}.Rules[1].Conditions[0].PathPatternConfig.Values[1]",
        "must not hold \" \"")]
    [InlineData("\"/v?\"", "\"/a%20b\"", 20, $"{Listener}.Rules[1].Conditions[0].PathPatternConfig.Values[1]",
        "must not hold \"%\"")]
    [InlineData("\"/v?\"", "\"/a?b=1\"", 20, $"{Listener}.Rules[1].Conditions[0].PathPatternConfig.Values[1]",
        "the query is not compared")]
    [InlineData("\"PathPatternConfig\": {", "\"Values\": [\"/a\"], \"PathPatternConfig\": {", 20,
        $"{Listener}.Rules[1].Conditions[0].Values",
        "You cannot provide both Values and 'PathPatternConfig' for a condition of type 'path-pattern': write one of the two")]
    [InlineData("\"Field\": \"host-header\"",
        "\"PathPatternConfig\": { \"Values\": [\"/\"] }, \"Field\": \"host-header\"", 15,
        $"{Rule}.Conditions[0].PathPatternConfig", "does not go with host-header: write HostHeaderConfig")]
    [InlineData("{ \"Field\": \"host-header\", \"Values\": [\"*.example.com\"] }",
        "{ \"Field\": \"host-header\", \"Values\": [\"*.example.com\"] }, { \"Field\": \"host-header\", \"Values\": [\"a.b\"] }", 15,
        $"{Rule}.Conditions[1].Field", "a rule may have one host-header condition: put all values into one")]
    [InlineData("\"Field\": \"host-header\"", "\"Field\": \"host-heeder\"", 15, $"{Rule}.Conditions[0].Field",
        "did you mean \"host-header\"?")]
    [InlineData("{ \"Name\": \"web\", ", "{ ", 29, Group, "Name is missing", 3)]
    [InlineData("\"Port\": 9001", "\"Port\": -1", 29, $"{Group}.Targets[0].Port",
        "must be a whole number from 1 to 65535")]
    [InlineData(", \"Port\": 9001", "", 29, $"{Group}.Targets[0]",
        "Port is missing: write it here, or give the target group a Port")]
    [InlineData("\"Id\": \"echo\", ", "", 29, $"{Group}.Targets[0]", "Id is missing")]
    [InlineData("\"echo\"", "\"http://web\"", 29, $"{Group}.Targets[0].Id",
        "\"http://web\" must be an IP address, a host name")]
    [InlineData("\"echo\"", "\"web:80\"", 29, $"{Group}.Targets[0].Id", "without scheme or port")]
    [InlineData("\"echo\"", "\"10.0.0.256\"", 29, $"{Group}.Targets[0].Id", "must be an IP address")]
    [InlineData("\"echo\"", "\"[::1]\"", 29, $"{Group}.Targets[0].Id", "must be an IP address")]
    [InlineData("\"echo\"", "\"i-0123456789abcdef0\"", 29, $"{Group}.Targets[0].Id", "is the ID of an instance")]
    [InlineData("\"echo\"", "\"arn:aws:lambda:us-east-1:000000000000:function:f\"", 29, $"{Group}.Targets[0].Id",
        "is a Lambda function: write TargetType lambda for the target group")]
    [InlineData("{ \"Id\": \"orders.internal\" }", "{ \"Id\": \"10.0.0.1\", \"Port\": 80 }", 30,
        "TargetGroups[1].Targets[1].Id",
        "the target 10.0.0.1:80 is registered at a.json:30 already")]
    [InlineData("\"Name\": \"api\"", "\"Name\": \"web\"", 30, "TargetGroups[1].Name",
        "the target group \"web\" is defined at a.json:29 already: rename one of the two", 2)]
    [InlineData("\"Name\": \"demo\",", "\"Name\": \"demo\", \"Name\": \"again\",", 4, "LoadBalancers[0].Name",
        "stands here a second time, after line 4: keep one of the two")]
    public void Every_mistake_is_told_at_its_place(
        string right, string wrong, int line, string path, string message, int count = 1)
    {
        var reading = Workspace.Read("a.json", Spoil(right, wrong));
        Assert.Equal(count, reading.Problems.Count);
        var problem = Assert.Single(reading.Problems, problem =>
            problem.Message.Contains(message, StringComparison.Ordinal));
        Assert.Equal(new Origin("a.json", line, path), problem.Origin);
        Assert.Same(Topology.Empty, reading.Topology);
    }

    [Fact]
    public void Every_problem_is_told_at_once_in_the_order_of_the_file()
    {
        var content = Sample.Json
            .Replace("\"echo\"", "\"?\"", StringComparison.Ordinal)
            .Replace("8080", "-1", StringComparison.Ordinal)
            .Replace("\"demo\"", "\"-\"", StringComparison.Ordinal)
            .Replace("*.example.com", "nodot", StringComparison.Ordinal);
        Assert.Equal([4, 9, 15, 29], Workspace.Read("a.json", content).Problems.Select(problem => problem.Origin.Line));
    }

    [Fact]
    public void A_problem_is_written_so_that_editors_make_it_clickable()
    {
        var problem = Assert.Single(Workspace.Read("a.json", Spoil("8080", "-1")).Problems);
        Assert.Equal(
            "a.json:9: LoadBalancers[0].Listeners[0].Port: must be a whole number from 1 to 65535, or 0 for one that is free, not the number -1",
            problem.ToString());
    }

    [Fact]
    public void Of_several_load_balancers_each_needs_a_name()
    {
        var problem = Assert.Single(
            Workspace.Read("a.json", "{\n\"LoadBalancers\": [\n{ \"Name\": \"a\" },\n{}]}").Problems);
        Assert.Equal(new Origin("a.json", 4, "LoadBalancers[1]"), problem.Origin);
        Assert.Contains("Name is missing", problem.Message);
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1", true)]
    [InlineData("127.0.0.1", "127.0.0.2", false)]
    [InlineData("127.0.0.1", "0.0.0.0", true)]
    [InlineData("0.0.0.0", "127.0.0.1", true)]
    [InlineData("::", "127.0.0.1", true)]
    [InlineData("127.0.0.1", "::ffff:127.0.0.1", true)]
    [InlineData("::", "::1", true)]
    [InlineData("::1", "127.0.0.1", false)]
    [InlineData("0.0.0.0", "::1", false)]
    public void Two_listeners_cannot_share_a_port(string one, string other, bool collide)
    {
        var content = $$"""
            LoadBalancers:
              - Name: a
                BindAddress: "{{one}}"
                Listeners: [{ Port: 80, DefaultActions: &f [{ Type: forward, TargetGroupArn: g }] }]
              - Name: b
                BindAddress: "{{other}}"
                Listeners:
                  - DefaultActions: *f
                    Port: 80
            TargetGroups: [{ Name: g }]
            """;
        var problems = Workspace.Read("a.yaml", content).Problems;
        if (!collide)
        {
            Assert.Empty(problems);
            return;
        }

        var problem = Assert.Single(problems);
        Assert.Equal(new Origin("a.yaml", 9, "LoadBalancers[1].Listeners[0].Port"), problem.Origin);
        var taken = other == "::ffff:127.0.0.1" ? "127.0.0.1" : other;
        Assert.Equal($"port 80 of {taken} is taken by the listener of a at a.yaml:4: write another, or map it with Alb:PortMap", problem.Message);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080", "127.0.0.1", true)]
    [InlineData("http://localhost:8080", "127.0.0.1", true)]
    [InlineData("http://*:8080", "127.0.0.2", true)]
    [InlineData("http://0.0.0.0:8080", "127.0.0.2", true)]
    [InlineData("http://[::]:8080", "127.0.0.2", true)]
    [InlineData("http://[::1]:8080", "::1", true)]
    [InlineData("http://[::1]:8080", "127.0.0.2", false)]
    [InlineData("http://127.0.0.1:8080", "127.0.0.2", false)]
    [InlineData("http://127.0.0.1:8081", "127.0.0.1", false)]
    [InlineData("", "127.0.0.1", false)]
    [InlineData("nonsense", "127.0.0.1", false)]
    public void A_listener_cannot_have_the_control_port(string controlUrl, string address, bool collide)
    {
        using var workspace = new Workspace();
        workspace.Settings.ControlUrl = controlUrl;
        workspace.Write("a.json", Sample.Json.Replace("127.0.0.2", address, StringComparison.Ordinal));
        var problems = workspace.Read("a.json").Problems;
        Assert.Equal(collide ? 1 : 0, problems.Count);
        Assert.All(problems, problem => Assert.Contains("is taken by Alb:ControlUrl", problem.Message));
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("0.0.0.0", true)]
    [InlineData("127.0.0.2", false)]
    public void An_echo_target_cannot_have_the_port_of_a_listener(string address, bool collide)
    {
        var content = Spoil("8080", "9001").Replace("127.0.0.2", address, StringComparison.Ordinal);
        var problems = Workspace.Read("a.json", content).Problems;
        Assert.Equal(
            collide
                ? ["a.json:29: TargetGroups[0].Targets[0].Id: port 9001 of 127.0.0.1 is taken by the listener of demo at a.json:9: write another"]
                : [],
            problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void Echo_targets_of_several_groups_may_share_a_port()
    {
        var content = Spoil("\"Id\": \"orders.internal\"", "\"Id\": \"echo\", \"Port\": 9001");
        Assert.Empty(Workspace.Read("a.json", content).Problems);
    }

    [Fact]
    public void A_name_in_two_files_names_both_places()
    {
        using var workspace = new Workspace();
        workspace.Write("a.json", Sample.Json);
        workspace.Write("b.yaml", "TargetGroups:\n  - Port: 1\n    Name: web\n");
        var problem = Assert.Single(workspace.Read("a.json", "b.yaml").Problems);
        Assert.Equal("b.yaml:3: TargetGroups[0].Name: the target group \"web\" is defined at a.json:29 already: " +
            "rename one of the two", problem.ToString());
    }

    [Fact]
    public void A_missing_file_does_not_make_problems_of_what_refers_to_it()
    {
        using var workspace = new Workspace();
        workspace.Write("a.yaml", "LoadBalancers:\n  - Listeners:\n      - Port: 80\n        DefaultActions: " +
            "[{ Type: forward, TargetGroupArn: g }]\n");
        var problem = Assert.Single(workspace.Read("a.yaml", "b.yaml").Problems);
        Assert.Equal("b.yaml: there is no such file", problem.ToString());
    }

    private static string Spoil(string right, string wrong)
    {
        var at = Sample.Json.IndexOf(right, StringComparison.Ordinal);
        Assert.True(at >= 0, $"The sample holds no {right}");
        return string.Concat(Sample.Json.AsSpan(0, at), wrong, Sample.Json.AsSpan(at + right.Length));
    }
}

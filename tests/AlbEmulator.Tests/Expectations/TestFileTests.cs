namespace AlbEmulator.Tests.Expectations;

/// <summary>What a file of tests may hold, and what is said where it does not.</summary>
public sealed class TestFileTests : IDisposable
{
    private readonly RehearsedShop _shop = new();

    public void Dispose() => _shop.Dispose();

    [Theory]
    [InlineData("Test: []", "shop.tests.yaml:1: Test: \"Test\" is not a property of a file of tests: did you mean \"Tests\"?")]
    [InlineData("Tests: []", "shop.tests.yaml:1: Tests: needs at least 1: write a test (an object)")]
    [InlineData("Tests: [{ Request: GET https://a/ }]", "Expect is missing: write a set of expectations (an object)")]
    [InlineData("Tests: [{ Request: GET https://a/, Expect: {} }]", "nothing is expected: write at least one, such as Rule: 10")]
    [InlineData("Tests: [{ Expect: { Rule: 10 } }]", "Request is missing: write a method and a URL")]
    [InlineData("Tests: [{ Request: GET https://a/, Requests: [GET https://b/], Expect: { Rule: 10 } }]", "has Request and Requests: keep one of the two")]
    [InlineData("Tests: [{ Request: https://a/, Expect: { Rule: 10 } }]", "must be a method and a URL, not \"https://a/\"")]
    [InlineData("Tests: [{ Request: GET ftp://a/, Expect: { Rule: 10 } }]", "\"ftp\" is not a scheme of a load balancer")]
    [InlineData("Tests: [{ Request: TRACE https://a/, Expect: { Rule: 10 } }]", "the load balancer itself answers TRACE with 405: no rule is asked")]
    [InlineData("Tests: [{ Url: https://a/, Expect: { Rule: 10 } }]", "Url belongs to Request: write GET https://shop.example.com/path")]
    [InlineData("Tests: [{ Request: GET https://a/, Rule: 10, Expect: { Rule: 10 } }]", "Rule belongs into Expect: write Expect with it below")]
    [InlineData("Tests: [{ Request: GET https://a/, Expect: { Priority: 10 } }]", "Priority is called Rule here")]
    [InlineData("Tests: [{ Request: GET https://a/, Expect: { TargetGruop: web } }]", "did you mean \"TargetGroup\"?")]
    [InlineData("Tests: [{ Request: GET https://a/, Expect: { Rule: first } }]", "must be a priority such as 10, or default, or none, and perhaps not before it, not \"first\"")]
    [InlineData("Tests: [{ Request: GET https://a/, Expect: { Rule: 010 } }]", "must be a priority such as 10")]
    [InlineData("Tests: [{ Request: GET https://a/, Expect: { Rule: 50001 } }]", "must be a priority such as 10")]
    [InlineData("Tests: [{ Request: GET https://a/, Expect: { Listener: https } }]", "must be a port such as 443, a load balancer with one such as shop:443, or none")]
    [InlineData("Tests: [{ Request: GET https://a/, Expect: { Action: forwrad } }]", "must be \"forward\" or \"redirect\" or \"fixed-response\" or \"none\", not \"forwrad\": did you mean \"forward\"?")]
    [InlineData("Tests: [{ Request: GET https://a/, Expect: { Status: ok } }]", "must be a status such as 301, or a range such as 2xx, not \"ok\"")]
    [InlineData("Tests: [{ Request: GET https://a/, Expect: { Weights: { web: 0 } } }]", "needs a target group with a weight above 0")]
    [InlineData("Tests: [{ Request: GET https://a/, SourceIp: me, Expect: { Rule: 10 } }]", "the source IP must be an IPv4 or IPv6 address")]
    [InlineData("Tests: [{ Request: GET https://a/, Headers: { 'a b': c }, Expect: { Rule: 10 } }]", "\"a b\" is not the name of a header")]
    [InlineData("{ BaseUrl: shop.example.com, Tests: [{ Request: GET /, Expect: { Rule: 10 } }] }", "BaseUrl: must begin with http:// or https://")]
    [InlineData("{ BaseUrl: https://a/path, Tests: [{ Request: GET /, Expect: { Rule: 10 } }] }", "BaseUrl: must end with the host or its port")]
    [InlineData("Tests: [{ Request: GET https://a/, Expect: { Rule: 10 } }]\nTests: []", "stands here a second time, after line 1: keep one of the two")]
    [InlineData("Tests: [{ Request: GET https://a/, Expect: { Body: '${ALB_THAT_IS_NOT_SET}' } }]", "the environment variable ALB_THAT_IS_NOT_SET is not set")]
    [InlineData(" \n", "is empty: write Tests, and a request below it")]
    [InlineData("- 1", "must be a file of tests (an object), not a list")]
    public async Task Wrong_file_is_told_with_its_line_and_nothing_is_run(string tests, string told)
    {
        Assert.Equal(2, await _shop.TestAsync(tests));
        Assert.StartsWith("shop.tests.yaml", _shop.Error, StringComparison.Ordinal);
        Assert.Contains(told, _shop.Error, StringComparison.Ordinal);
        Assert.Empty(_shop.Output);
    }

    [Fact]
    public async Task Json_and_variables_of_the_environment_are_taken()
    {
        Assert.True(await _shop.TestFileAsync(
            "shop.json",
            """
            {
              "$schema": "./alb-tests.schema.json",
              "BaseUrl": "https://${ALB_THAT_IS_NOT_SET:-shop.example.com}",
              "Tests": [{ "Request": "GET /api/1", "Headers": { "X-Count": 7 }, "Expect": { "Rule": 10, "TargetGets": { "Headers": { "X-Count": 7 } } } }]
            }
            """,
            RehearsedShop.Topology) == 0, _shop.Output + _shop.Error);
    }

    [Fact]
    public async Task Of_several_requests_the_same_is_expected()
    {
        Assert.Equal(1, await _shop.TestAsync("""
            BaseUrl: https://shop.example.com
            Tests:
              - Name: Orders
                Requests:
                  - GET /api/1
                  - GET /API/1
                Expect: { Rule: 10 }
            """));
        Assert.Contains("shop.tests.yaml:7: Orders (GET https://shop.example.com/API/1): Rule: expected 10, came default\n", _shop.Output, StringComparison.Ordinal);
        Assert.Contains("1 test of 2, 1 expectation of 2\n", _shop.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_of_tests_are_known_by_their_name_and_by_their_content()
    {
        const string one = "Tests: [{ Request: GET https://shop.example.com/api/1, Expect: { Rule: 10 } }]";
        File.WriteAllText(_shop.File("more.tests.yaml"), one);
        File.WriteAllText(_shop.File("others.yaml"), one);
        File.WriteAllText(_shop.File("wrong.tests.yaml"), "Test: []");

        Assert.Equal(0, await _shop.TestAsync(one, _shop.File("more.tests.yaml"), _shop.File("others.yaml")));
        Assert.Contains("ok: shop.tests.yaml, more.tests.yaml, others.yaml against alb.yaml: 3 tests", _shop.Output, StringComparison.Ordinal);
        Assert.Equal(2, await _shop.TestAsync(one, _shop.File("wrong.tests.yaml")));
        Assert.Equal("wrong.tests.yaml:1: Test: \"Test\" is not a property of a file of tests: did you mean \"Tests\"?\nwrong.tests.yaml:1: Tests is missing: write a list ([ … ]), each item a test (an object)\n", _shop.Error);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("check")]
    public async Task Other_commands_say_what_the_file_is(string command)
    {
        File.WriteAllText(_shop.File("shop.tests.yaml"), "Tests: []");
        using var told = new StringWriter();

        Assert.Equal(2, await AlbEmulator.Commands.CommandLine.RunAsync([command, _shop.File("shop.tests.yaml")], told, told));
        Assert.Contains("holds tests of rules: alb test runs them", told.ToString(), StringComparison.Ordinal);
    }
}

using System.Text.Json;
using System.Xml.Linq;
using AlbEmulator.Commands;

namespace AlbEmulator.Tests.Expectations;

/// <summary>The forms in which <c>alb test</c> tells what came.</summary>
public sealed class TestReportsTests : IDisposable
{
    private const string Tests = """
        BaseUrl: https://shop.example.com
        Tests:
          - Name: "The API, 100%"
            Request: GET /API/1
            Expect:
              Rule: 10
              TargetGroup: orders
          - Request: GET /
            Expect: { TargetGroup: web }
          - Request: GET /
            Expect: { TargetGroup: web }
        """;

    private readonly RehearsedShop _shop = new();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task Text_has_each_expectation_at_its_line_and_why_rule_by_rule()
    {
        Assert.Equal(ExitCode.Failed, await _shop.TestAsync(Tests));
        Assert.Equal(
            """
            shop.tests.yaml:6: The API, 100% (GET https://shop.example.com/API/1): Rule: expected 10, came default
            shop.tests.yaml:7: The API, 100% (GET https://shop.example.com/API/1): TargetGroup: expected orders, came web
              GET /API/1 of shop.example.com, from 127.0.0.1, at shop:443
              Rule 10 does not match: path-pattern /api/*, and the request has /API/1: paths are case-sensitive
              Rule 20 does not match: path-pattern /admin/*, and the request has /API/1 (1 more of its conditions fails)
              Rule 30 does not match: path-pattern /admin/*, and the request has /API/1
              Rule 40 does not match: path-pattern /new, and the request has /API/1
              Rule 50 does not match: path-pattern /account/*, and the request has /API/1
              Rule 60 does not match: path-pattern /token, and the request has /API/1
              Rule 70 does not match: path-pattern /empty, and the request has /API/1
              Default takes the request
              Default: forward to web
            note: no test comes to these rules of shop:80: default
            note: no test comes to these rules of shop:443: 10, 20, 30, 40, 50, 60, 70
            failed: shop.tests.yaml against alb.yaml: 1 test of 3, 2 expectations of 4

            """.ReplaceLineEndings("\n"),
            _shop.Output);
        Assert.Empty(_shop.Error);
    }

    [Fact]
    public async Task Github_gets_an_annotation_for_each_expectation_and_the_reasons_once()
    {
        Assert.Equal(ExitCode.Failed, await _shop.TestAsync(Tests, "--format", "github"));
        var lines = _shop.Output.TrimEnd().Split('\n');

        Assert.StartsWith(
            "::error file=shop.tests.yaml,line=6,title=alb test::The API, 100%25 (GET https://shop.example.com/API/1)%0ARule: expected 10, came default%0AGET /API/1 of",
            lines[0],
            StringComparison.Ordinal);
        Assert.Equal("::error file=shop.tests.yaml,line=7,title=alb test::The API, 100%25 (GET https://shop.example.com/API/1)%0ATargetGroup: expected orders, came web", lines[1]);
        Assert.StartsWith("failed: ", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Github_gets_what_is_wrong_with_the_files()
    {
        Assert.Equal(ExitCode.WrongUse, await _shop.TestAsync("Tests: []", "--format", "github"));
        Assert.StartsWith("::error file=shop.tests.yaml,line=1,title=alb test::Tests: needs at least 1", Assert.Single(_shop.Output.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    /// <summary>
    /// What Jenkins' xUnit plugin takes, whose schema has no other attributes than these. GitLab shows the text of a failure alone, and takes
    /// one of several tests of one name.
    /// </summary>
    [Fact]
    public async Task Junit_is_what_jenkins_and_gitlab_read()
    {
        Assert.Equal(ExitCode.Failed, await _shop.TestAsync(Tests, "--format", "junit"));
        Assert.StartsWith("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<testsuites ", _shop.Output, StringComparison.Ordinal);
        var root = XDocument.Parse(_shop.Output).Root!;
        var suite = Assert.Single(root.Elements());
        var cases = suite.Elements().ToList();
        var failure = Assert.Single(cases[0].Elements());

        Assert.Equal(["name=alb test", "tests=3", "failures=1", "errors=0"], Attributes(root, "time"));
        Assert.Equal(["name=shop.tests.yaml", "tests=3", "failures=1", "errors=0", "skipped=0", "file=shop.tests.yaml"], Attributes(suite, "time"));
        Assert.Equal(
            ["name=The API, 100% (GET https://shop.example.com/API/1)", "name=GET https://shop.example.com/", "name=GET https://shop.example.com/ #2"],
            cases.Select(one => Attributes(one, "classname", "time").Single()));
        Assert.All(cases, one => Assert.Equal(("testcase", "alb.shop"), (one.Name.LocalName, (string?)one.Attribute("classname"))));
        Assert.All(root.DescendantsAndSelf().Attributes("time"), time => Assert.Matches(@"^\d+\.\d{3}$", time.Value));
        Assert.Equal("message=Rule: expected 10, came default (and 1 more)", Assert.Single(Attributes(failure)));
        Assert.StartsWith(
            "Rule: expected 10, came default\n  at shop.tests.yaml:6\nTargetGroup: expected orders, came web\n  at shop.tests.yaml:7\nGET /API/1 of shop.example.com,",
            failure.Value,
            StringComparison.Ordinal);
        Assert.Empty(cases.Skip(1).Elements());
        // The job's log is for people.
        Assert.StartsWith("shop.tests.yaml:6: ", _shop.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Junit_has_what_is_wrong_with_the_files_as_errors()
    {
        Assert.Equal(ExitCode.WrongUse, await _shop.TestAsync("Tests:\n  - 1\n", "--format", "junit"));
        var root = XDocument.Parse(_shop.Output).Root!;
        var error = Assert.Single(root.Descendants("error"));

        Assert.Equal("1", root.Attribute("errors")!.Value);
        Assert.Equal("shop.tests.yaml:2: Tests[0]: must be a test (an object), not \"1\"", error.Value);
    }

    [Fact]
    public async Task Junit_has_no_character_that_xml_cannot_say()
    {
        Assert.Equal(ExitCode.Failed, await _shop.TestAsync("Tests: [{ Name: \"a\\u0001<b>\", Request: GET https://shop.example.com/, Expect: { Rule: 10 } }]", "--format", "junit"));
        Assert.Equal("a?<b> (GET https://shop.example.com/)", XDocument.Parse(_shop.Output).Descendants("testcase").Single().Attribute("name")!.Value);
    }

    [Fact]
    public async Task Json_has_every_test_with_what_was_missed()
    {
        Assert.Equal(ExitCode.Failed, await _shop.TestAsync(Tests, "--format", "json"));
        using var document = JsonDocument.Parse(_shop.Output);
        var (root, tests) = (document.RootElement, document.RootElement.GetProperty("tests"));

        Assert.False(root.GetProperty("ok").GetBoolean());
        Assert.Equal(["failed", "passed", "passed"], tests.EnumerateArray().Select(test => test.GetProperty("result").GetString()));
        Assert.Equal("The API, 100%", tests[0].GetProperty("name").GetString());
        Assert.Equal("GET https://shop.example.com/API/1", tests[0].GetProperty("request").GetString());
        Assert.Equal(4, tests[0].GetProperty("line").GetInt32());
        var missed = tests[0].GetProperty("missed")[1];
        Assert.Equal(("TargetGroup", 7, "orders", "web"), (Text(missed, "expectation"), missed.GetProperty("line").GetInt32(), Text(missed, "expected"), Text(missed, "came")));
        Assert.Equal(10, tests[0].GetProperty("why").GetArrayLength());
        Assert.Equal("shop:80: default", root.GetProperty("untested")[0].GetString());
    }

    /// <summary>Of many rules those are told that are nearest to the request, and the one that was expected.</summary>
    [Fact]
    public async Task Of_many_rules_fifteen_lines_tell_why()
    {
        var rules = string.Join('\n', Enumerable.Range(1, 200).Select(number => $$"""
                      - Priority: {{number}}
                        Conditions:
                          - { Field: host-header, Values: ["shop.example.com"] }
                          - { Field: path-pattern, Values: ["/{{number}}/*"] }
                          - { Field: http-header, HttpHeaderConfig: { HttpHeaderName: X-Shop, Values: ["{{(number == 77 ? "*" : "no")}}"] } }
                        Actions: [{ Type: forward, TargetGroupArn: web }]
            """));
        var topology = $$"""
            LoadBalancers:
              - Name: shop
                Listeners:
                  - Port: 80
                    DefaultActions: [{ Type: forward, TargetGroupArn: web }]
                    Rules:
            {{rules}}
            TargetGroups: [{ Name: web, Targets: [{ Id: echo, Port: 3000 }] }]
            """;
        Assert.Equal(1, await _shop.TestFileAsync(
            "shop.tests.yaml", "Tests: [{ Request: GET http://shop.example.com/x, Headers: { X-Shop: 1 }, Expect: { Rule: 199 } }]", topology));

        var why = _shop.Output.Split('\n').Where(line => line.StartsWith("  ", StringComparison.Ordinal)).ToList();
        Assert.InRange(why.Count, 10, 15);
        Assert.Contains("  Rule 199 does not match: path-pattern /199/*, and the request has /x (1 more of its conditions fails)", why);
        Assert.Contains("  Rule 77 does not match: path-pattern /77/*, and the request has /x", why);
        Assert.Contains("  191 other rules do not match", why);
        Assert.Equal("  Default: forward to web", why[^1]);
    }

    [Fact]
    public async Task Rule_that_there_is_not_is_told()
    {
        Assert.Equal(1, await _shop.TestAsync("Tests: [{ Request: GET https://shop.example.com/api/1, Expect: { Rule: 11 } }]"));
        Assert.Contains("  There is no rule 11 at this listener\n", _shop.Output, StringComparison.Ordinal);
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static IEnumerable<string> Attributes(XElement element, params string[] but) =>
        element.Attributes().Where(one => !but.Contains(one.Name.LocalName)).Select(one => $"{one.Name.LocalName}={one.Value}");
}

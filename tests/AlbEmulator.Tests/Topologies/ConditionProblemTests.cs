using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Topologies;

/// <summary>Conditions that AWS does not take: what is told, and where.</summary>
public sealed class ConditionProblemTests
{
    private const string Condition = $"{RuleFile.RulePath}.Conditions[0]";

    [Theory]
    [InlineData("\"\"", "\"\" must not be empty")]
    [InlineData("\"get\"", "\"get\" must not hold \"g\": a method holds the letters A-Z, \"-\" and \"_\", and no wildcards; case matters")]
    [InlineData("\"GE*\"", "\"GE*\" must not hold \"*\": a method holds the letters A-Z, \"-\" and \"_\", and no wildcards; case matters")]
    [InlineData("\"A2345678901234567890123456789012345678901\"",
        "\"A2345678901234567890123456789012345678901\" must have at most 40 characters, not 41")]
    [InlineData("{}", "must be a string, not an object")]
    public void Of_the_method(string value, string message) =>
        Told(Configured("http-request-method", "HttpRequestMethodConfig", value), "HttpRequestMethodConfig.Values[0]", message);

    [Theory]
    [InlineData("", "\"\" must not be empty")]
    [InlineData("10.0.0.1", "\"10.0.0.1\" is an address, and AWS takes blocks: write \"10.0.0.1/32\"")]
    [InlineData("::1", "\"::1\" is an address, and AWS takes blocks: write \"::1/128\"")]
    [InlineData("10.0.0.0/33", "\"10.0.0.0/33\" must have a whole number from 0 to 32 after its \"/\"")]
    [InlineData("10.0.0.0/", "\"10.0.0.0/\" must have a whole number from 0 to 32 after its \"/\"")]
    [InlineData("10.0.0.0/-1", "\"10.0.0.0/-1\" must have a whole number from 0 to 32 after its \"/\"")]
    [InlineData("10.0.0.0/255.0.0.0", "\"10.0.0.0/255.0.0.0\" must have a whole number from 0 to 32 after its \"/\"")]
    [InlineData("::/129", "\"::/129\" must have a whole number from 0 to 128 after its \"/\"")]
    [InlineData("255.255.255.255/32", "\"255.255.255.255/32\" is not taken by AWS: remove it")]
    [InlineData("10.0.0.*", "\"10.0.0.*\" must not hold wildcards: write a block of addresses such as \"10.0.0.0/8\"")]
    [InlineData("10.0/16", "\"10.0/16\" must be a block of IPv4 or IPv6 addresses in CIDR notation such as \"10.0.0.0/8\" or \"2001:db8::/32\"")]
    [InlineData("10.0.0.256/32", "\"10.0.0.256/32\" must be a block of IPv4 or IPv6 addresses in CIDR notation such as \"10.0.0.0/8\" or \"2001:db8::/32\"")]
    public void Of_the_address_of_the_client(string value, string message) =>
        Told(Configured("source-ip", "SourceIpConfig", $"\"{value}\""), "SourceIpConfig.Values[0]", message);

    [Fact]
    public void A_source_ip_has_at_most_five_values() => Told(
        Configured("source-ip", "SourceIpConfig", string.Join(", ", Enumerable.Repeat("\"10.0.0.0/8\"", 6))),
        "SourceIpConfig.Values",
        "must have at most 5 values, not 6");

    [Theory]
    [InlineData("\"HttpHeaderName\": \"\", \"Values\": [\"a\"]", ".HttpHeaderName", "\"\" must not be empty")]
    [InlineData("\"HttpHeaderName\": \"hOST\", \"Values\": [\"a\"]", ".HttpHeaderName",
        "\"hOST\" must not be Host: write a host-header condition")]
    [InlineData("\"HttpHeaderName\": \"X-?\", \"Values\": [\"a\"]", ".HttpHeaderName",
        "\"X-?\" must not hold \"?\": the name of a header holds letters, digits and !#$%&'*+-.^_`|~, and no wildcards")]
    [InlineData("\"HttpHeaderName\": \"X: \", \"Values\": [\"a\"]", ".HttpHeaderName",
        "\"X: \" must not hold \":\": the name of a header holds letters, digits and !#$%&'*+-.^_`|~, and no wildcards")]
    [InlineData("\"HttpHeaderName\": \"A2345678901234567890123456789012345678901\", \"Values\": [\"a\"]", ".HttpHeaderName",
        "must have at most 40 characters, not 41")]
    [InlineData("\"Values\": [\"a\"]", "", "HttpHeaderName is missing: write a string")]
    [InlineData("\"HttpHeaderName\": \"a\"", "", "Values is missing: write a list of what to compare with")]
    [InlineData("\"HttpHeaderName\": \"a\", \"Values\": []", ".Values", "needs at least 1: write a string")]
    [InlineData("\"HttpHeaderName\": \"a\", \"Values\": [\"b\", \"\"]", ".Values[1]", "\"\" must not be empty")]
    [InlineData("\"HttpHeaderName\": \"a\", \"Values\": [\"\\u00e9\"]", ".Values[0]",
        "\"é\" must not hold \"é\": only visible ASCII characters and spaces are compared")]
    [InlineData("\"HttpHeaderName\": \"a\", \"Values\": [\"b\\t\"]", ".Values[0]",
        "\"b\\u0009\" must not hold \"\\u0009\": only visible ASCII characters and spaces are compared")]
    [InlineData("\"HttpHeaderName\": \"a\", \"Values\": [\"b\"], \"RegexValues\": [\"c\"]", ".RegexValues",
        "RegexValues stand beside Values: write one of the two")]
    [InlineData("\"HttpHeaderName\": \"a\", \"RegexValues\": [\"\"]", ".RegexValues[0]", "\"\" must not be empty")]
    [InlineData("\"HttpHeaderName\": \"a\", \"Name\": \"a\", \"Values\": [\"b\"]", ".Name",
        "\"Name\" is not a property of a configuration of an http-header condition: a configuration of an http-header condition " +
        "may have HttpHeaderName, Values, RegexValues")]
    public void Of_a_header(string config, string path, string message) => Told(
        $$"""{ "Field": "http-header", "HttpHeaderConfig": { {{config}} } }""", $"HttpHeaderConfig{path}", message);

    [Theory]
    [InlineData("\"Values\": [{ \"Key\": \"a\" }]", "Values[0]", "Value is missing: write a string")]
    [InlineData("\"Values\": [{ \"Value\": \"\" }]", "Values[0].Value", "\"\" must not be empty")]
    [InlineData("\"Values\": [{ \"Key\": \"\", \"Value\": \"a\" }]", "Values[0].Key", "\"\" must not be empty")]
    [InlineData("\"Values\": [{ \"Value\": \"\\u00e9\" }]", "Values[0].Value",
        "\"é\" must not hold \"é\": only visible ASCII characters and spaces are compared")]
    [InlineData("\"Values\": [\"a=b\"]", "Values[0]", "must be a value of a query-string condition (an object), not \"a=b\"")]
    [InlineData("\"Values\": []", "Values", "needs at least 1: write a value of a query-string condition (an object)")]
    public void Of_the_query(string config, string path, string message) => Told(
        $$"""{ "Field": "query-string", "QueryStringConfig": { {{config}} } }""", $"QueryStringConfig.{path}", message);

    [Theory]
    [InlineData("host-header", "HostHeaderConfig", "Values")]
    [InlineData("host-header", "HostHeaderConfig", "RegexValues")]
    [InlineData("path-pattern", "PathPatternConfig", "Values")]
    [InlineData("path-pattern", "PathPatternConfig", "RegexValues")]
    [InlineData("http-header", "HttpHeaderConfig", "Values")]
    [InlineData("http-header", "HttpHeaderConfig", "RegexValues")]
    public void Of_what_is_too_long(string field, string config, string list)
    {
        var name = field == "http-header" ? "\"HttpHeaderName\": \"a\", " : "";
        var longest = $"/{new string('a', 128)}";
        Told(
            $$"""{ "Field": "{{field}}", "{{config}}": { {{name}}"{{list}}": ["{{longest}}"] } }""",
            $"{config}.{list}[0]",
            "must have at most 128 characters, not 129");
    }

    [Theory]
    [InlineData("\"Field\": \"host-header\", \"RegexValues\": [\"(\"]", "RegexValues[0]")]
    [InlineData("\"Field\": \"path-pattern\", \"PathPatternConfig\": { \"RegexValues\": [\"a\", \"(\"] }",
        "PathPatternConfig.RegexValues[1]")]
    [InlineData("\"Field\": \"http-header\", \"HttpHeaderConfig\": { \"HttpHeaderName\": \"a\", \"RegexValues\": [\"(\"] }",
        "HttpHeaderConfig.RegexValues[0]")]
    public void Of_a_regular_expression(string condition, string path)
    {
        var file = new RuleFile { Conditions = $"{{ {condition} }}" };
        var problem = Assert.Single(Workspace.Read("a.json", file.Json).Problems);
        Assert.Equal((RuleFile.ConditionsLine, $"{Condition}.{path}"), (problem.Origin.Line, problem.Origin.Path));
        Assert.StartsWith("\"(\" ", problem.Message);
        Assert.Equal(problem.Message, Assert.Single(Workspace.Read("a.yaml", file.Yaml).Problems).Message);
    }

    [Theory]
    [InlineData("\"Field\": \"http-header\"", "", "HttpHeaderConfig is missing: write an object with what to compare with")]
    [InlineData("\"Field\": \"source-ip\"", "", "SourceIpConfig is missing: write an object with what to compare with")]
    [InlineData("\"Field\": \"source-ip\", \"SourceIpConfig\": {}", ".SourceIpConfig",
        "Values is missing: write a list ([ … ]), each item a string")]
    [InlineData("\"Field\": \"host-header\"", "", "Values is missing: write a list of what to compare with")]
    [InlineData("\"Field\": \"host-header\", \"HostHeaderConfig\": {}", ".HostHeaderConfig",
        "Values is missing: write a list of what to compare with")]
    [InlineData("\"Field\": \"http-header\", \"RegexValues\": [\"a\"]", "",
        "HttpHeaderConfig is missing: write it with HttpHeaderName")]
    [InlineData("\"Field\": \"http-request-method\", \"Values\": [\"GET\"]", ".Values",
        "Values of a condition of type 'http-request-method' stand in HttpRequestMethodConfig: put them there")]
    [InlineData("\"Field\": \"source-ip\", \"Values\": [\"10.0.0.0/8\"], \"SourceIpConfig\": { \"Values\": [\"10.0.0.0/8\"] }", ".Values",
        "Values of a condition of type 'source-ip' stand in SourceIpConfig: put them there")]
    [InlineData("\"Field\": \"query-string\", \"RegexValues\": [\"a\"]", ".RegexValues",
        "RegexValues do not go with query-string: write QueryStringConfig")]
    [InlineData("\"Field\": \"host-header\", \"Values\": [\"a.b\"], \"HostHeaderConfig\": { \"Values\": [\"a.b\"] }", ".Values",
        "You cannot provide both Values and 'HostHeaderConfig' for a condition of type 'host-header': write one of the two")]
    [InlineData("\"Field\": \"path-pattern\", \"Values\": [\"/a\"], \"RegexValues\": [\"a\"]", ".RegexValues",
        "RegexValues stand beside Values: write one of the two")]
    [InlineData("\"Field\": \"path-pattern\", \"RegexValues\": [\"a\"], \"PathPatternConfig\": { \"RegexValues\": [\"a\"] }", ".RegexValues",
        "RegexValues stand in PathPatternConfig as well: write one of the two")]
    [InlineData("\"Field\": \"source-ip\", \"SourceIpConfig\": { \"Values\": [\"10.0.0.0/8\"] }, \"HttpHeaderConfig\": { \"HttpHeaderName\": \"a\" }",
        ".HttpHeaderConfig", "HttpHeaderConfig does not go with source-ip: write SourceIpConfig")]
    [InlineData("\"Field\": \"cookie\", \"Values\": [\"a\"]", ".Field",
        "must be \"host-header\" or \"path-pattern\" or \"http-header\" or \"http-request-method\" or \"query-string\" or " +
        "\"source-ip\", not \"cookie\"")]
    public void Of_where_values_stand(string condition, string path, string message) =>
        new RuleFile { Conditions = $"{{ {condition} }}" }.AssertProblems(
            $"{RuleFile.ConditionsLine}: {Condition}{path}: {message}");

    [Theory]
    [InlineData("host-header", "HostHeaderConfig", "\"a.b\"")]
    [InlineData("path-pattern", "PathPatternConfig", "\"/\"")]
    [InlineData("http-request-method", "HttpRequestMethodConfig", "\"GET\"")]
    [InlineData("source-ip", "SourceIpConfig", "\"::/0\"")]
    public void Of_these_a_rule_has_one(string field, string config, string value)
    {
        var condition = Configured(field, config, value);
        new RuleFile { Conditions = $"{condition}, {condition}" }.AssertProblems(
            $"{RuleFile.ConditionsLine}: {RuleFile.RulePath}.Conditions[1].Field: " +
                $"a rule may have one {field} condition: put all values into one");
    }

    [Fact]
    public void A_rule_has_a_condition() => new RuleFile { Conditions = "" }.AssertProblems(
        $"{RuleFile.ConditionsLine}: {RuleFile.RulePath}.Conditions: needs at least 1: write a condition (an object)");

    private static string Configured(string field, string config, string values) =>
        $$"""{ "Field": "{{field}}", "{{config}}": { "Values": [{{values}}] } }""";

    private static void Told(string condition, string path, string message) =>
        new RuleFile { Conditions = condition }.AssertProblems(
            $"{RuleFile.ConditionsLine}: {Condition}.{path}: {message}");
}

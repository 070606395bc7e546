using AlbEmulator.Model;

namespace AlbEmulator.Shapes;

/// <summary>
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RuleCondition.html"/>
/// </summary>
internal static class ConditionShape
{
    public const string HostHeader = "host-header";
    public const string PathPattern = "path-pattern";
    public const string HttpHeader = "http-header";
    public const string HttpRequestMethod = "http-request-method";
    public const string QueryString = "query-string";
    public const string SourceIp = "source-ip";
    public const string HttpHeaderConfig = "HttpHeaderConfig";

    private static readonly Shape.Text Value = new(Bounds.LongestConditionValue);

    public static readonly Property Field = new(
        "Field",
        CommonShapes.Choice(
            Names.ConditionField, HostHeader, PathPattern, HttpHeader, HttpRequestMethod, QueryString, SourceIp),
        "What of the request is compared.")
    {
        IsRequired = true,
    };

    public static readonly Property Values = new(
        "Values", new Shape.List(Value, Fewest: 1), "One of them must match; * is any text, ? any one character.");

    public static readonly Property RegexValues = new(
        "RegexValues", new Shape.List(Value, Fewest: 1),
        "Regular expressions, in place of Values; one of them must match.");

    public static readonly Property HttpHeaderName = new(
        "HttpHeaderName",
        new Shape.Text(Bounds.LongestHeaderName, ProblemWithHeaderName),
        "Name of the header, in any case, without wildcards.")
    {
        IsRequired = true,
    };

    public static readonly Property Key = new("Key", Value, "Name of the parameter; any when it is left out.");

    public static readonly Property QueryValue = new(
        "Value", Value, @"What it must be; * is any text, ? any one character, \* and \? are these characters.")
    {
        IsRequired = true,
    };

    public static readonly IReadOnlyList<ConditionField> Fields =
    [
        new(HostHeader, Config("HostHeaderConfig", Names.HostHeaderConfig, HostHeader, Values, RegexValues))
        {
            TakesValues = true,
            TakesRegex = true,
        },
        new(PathPattern, Config("PathPatternConfig", Names.PathPatternConfig, PathPattern, Values, RegexValues))
        {
            TakesValues = true,
            TakesRegex = true,
        },
        new(HttpHeader, Config(
            HttpHeaderConfig, Names.HttpHeaderConfig, HttpHeader, HttpHeaderName, Values, RegexValues))
        {
            TakesRegex = true,
            IsRepeatable = true,
        },
        new(HttpRequestMethod, Config(
            "HttpRequestMethodConfig", Names.HttpRequestMethodConfig, HttpRequestMethod,
            Exactly("One of them must be the method."))),
        new(QueryString, Config("QueryStringConfig", Names.QueryStringConfig, QueryString, Values with
        {
            Shape = new Shape.List(CommonShapes.Object(Names.QueryParameter, [Key, QueryValue]), Fewest: 1),
            Doc = "One of them must be found in the query.",
            IsRequired = true,
        }))
        {
            IsRepeatable = true,
        },
        new(SourceIp, Config(
            "SourceIpConfig", Names.SourceIpConfig, SourceIp, Exactly("Blocks of addresses such as 10.0.0.0/8."))),
    ];

    public static readonly Shape.Object Object = CommonShapes.Object(
        Names.Condition, [Field, Values, RegexValues, .. Fields.Select(field => field.Config)]);

    private static Property Exactly(string doc) => Values with { Doc = doc, IsRequired = true };

    private static Property Config(
        string property, string name, string field, params IReadOnlyList<Property> properties) =>
        new(property, CommonShapes.Object(name, properties), $"What {field} is compared with.");

    private static string? ProblemWithHeaderName(string name) =>
        ConditionValues.ProblemWithHeaderName(name) is { } problem ? $"{Quoted.Text(name)} {problem.Message}" : null;
}

/// <summary>What a condition may compare, and where its values may stand.</summary>
/// <param name="Name">As <c>Field</c> has it.</param>
/// <param name="Config">The property for its values.</param>
internal sealed record ConditionField(string Name, Property Config)
{
    /// <summary>Whether <c>Values</c> may stand in the condition itself.</summary>
    public bool TakesValues { get; init; }

    public bool TakesRegex { get; init; }

    /// <summary>Whether a rule may have several such conditions.</summary>
    public bool IsRepeatable { get; init; }
}

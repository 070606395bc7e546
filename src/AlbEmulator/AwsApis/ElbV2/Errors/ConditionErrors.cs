using AlbEmulator.AwsApis.Query;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.AwsApis.ElbV2.Errors;

/// <summary>What AWS says of the conditions of a rule.</summary>
internal static class ConditionErrors
{
    private const string Key = "Key";
    private const string Value = "Value";

    /// <summary>The error of a fault in a condition; null where AWS's words are not known.</summary>
    public static QueryError? Of(Fault? fault, Place place, QueryValue parameters) =>
        Words(fault, place, FieldOf(place, parameters)) is { } words ? ElbV2Errors.Validation(words) : null;

    private static string? Words(Fault? fault, Place place, string field) => fault switch
    {
        Fault.Missing { Property: "Field" } => "A condition field must be specified",
        Fault.NotOneOf choice => $"Condition field '{QueryError.Value(choice.Value)}' must be one of '[path-pattern,host-header," +
            "http-header,http-request-method,query-string,source-ip]'",
        Fault.NoConfig config => $"A '{config.Config}' must be specified with '{config.Type}'",
        Fault.TwoPlaces places =>
            $"You cannot provide both Values and '{places.Config}' for a condition of type '{places.Field}'",
        Fault.WrongPlace wrong => $"The '{wrong.Property}' field is not compatible with '{wrong.Field}'",
        Fault.Missing { Property: Value } => "A 'Value' must be specified in 'QueryStringKeyValuePair'",
        Fault.Missing { Property: "HttpHeaderName" } => "A 'HttpHeaderName' must be specified in 'HttpHeaderConfig'",
        Fault.Missing or Fault.Empty when field == ConditionShape.SourceIp => "A 'source-ip' value must be specified",
        Fault.Missing or Fault.Empty => "A condition value must be specified",
        Fault.TooLong text => $"The '{NameOf(place, field)}' value is too long; the limit is '{Limit(text, field)}'",
        Fault.BadCharacter when field == ConditionShape.HttpRequestMethod =>
            "The 'http-request-method' value is invalid; the allowed characters are A-Z, hyphen and underscore",
        Fault.BadCharacter character =>
            $"Condition value '{QueryError.Value(character.Value)}' contains a character that is not valid",
        _ => null,
    };

    /// <summary>Methods are shorter than what all conditions are checked for first.</summary>
    private static int Limit(Fault.TooLong text, string field) =>
        field == ConditionShape.HttpRequestMethod ? Math.Min(text.Longest, Bounds.LongestMethod) : text.Longest;

    private static string NameOf(Place place, string field) => place.Property is Key or Value or "HttpHeaderName" ? place.Property : field;

    /// <summary>What a condition compares: its configuration says it where the fault is in one.</summary>
    private static string FieldOf(Place place, QueryValue parameters) =>
        ConditionShape.Fields.FirstOrDefault(field => place.Path.Contains($".{field.Config.Name}", StringComparison.Ordinal))?.Name
        ?? parameters.Items("Conditions").ElementAtOrDefault(place.Index)?.Text("Field") ?? "";
}

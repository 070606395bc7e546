using AlbEmulator.AwsApis.Query;
using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;
using Keys = AlbEmulator.Model.TargetGroupAttributeKeys;

namespace AlbEmulator.AwsApis.ElbV2.Errors;

/// <summary>What AWS says of attributes that do not go, or not together.</summary>
internal static class AttributeErrors
{
    private const string SourceAddress = "source_ip";

    /// <summary>Target groups of functions have these too, with other values.</summary>
    private static readonly string[] OfEveryType =
    [
        Keys.CrossZone, Keys.DnsFailoverCount, Keys.DnsFailoverPercentage, Keys.MinimumHealthyCount,
        Keys.MinimumHealthyPercentage,
    ];

    /// <summary>The error of a value that an attribute does not take.</summary>
    /// <param name="definition">The attribute.</param>
    /// <param name="value">As it was given.</param>
    /// <param name="problem">What a file would be told.</param>
    /// <param name="call">Which says of what thing it is.</param>
    public static QueryError Of(AttributeDefinition definition, string value, string problem, ElbV2Call call) => definition switch
    {
        { Key: Keys.StickinessType } => OfStickinessType(value, call),
        { Effect: AttributeEffect.OtherKind } => ElbV2Errors.InvalidConfiguration($"{definition.Key} {problem}"),
        { Values: AttributeValues.OneOf choice } =>
            ElbV2Errors.Validation($"'{definition.Key}' must be one of [{string.Join(", ", choice.Allowed)}]"),
        { Values: AttributeValues.WholeNumber { Else: null } number } => ElbV2Errors.Validation(
            $"'{definition.Key}' value '{QueryError.Value(value)}' must be between '{number.Least}-{number.Most}' inclusive"),
        _ => ElbV2Errors.InvalidConfiguration($"{definition.Key} {problem}"),
    };

    /// <summary>The error of one that does not go with the others, or with its target group; null where AWS's words are not known.</summary>
    public static QueryError? Of(Fault.Attribute fault) => fault switch
    {
        { IsOfLambda: true } when !OfEveryType.Contains(fault.Key) => ElbV2Errors.InvalidConfiguration(
            $"A target group with target type 'lambda' does not support the attribute {fault.Key}"),
        { Key: Keys.StickinessType } => ElbV2Errors.InvalidConfiguration(
            "You must set an application cookie name to enable stickiness of type 'app_cookie'"),
        _ => null,
    };

    private static QueryError OfStickinessType(string value, ElbV2Call call)
    {
        var settings = call.State.TargetGroup(call.Text("TargetGroupArn"))?.Settings;
        return value == SourceAddress && settings.Find(TargetGroupShape.Protocol.Name).TryText(out var protocol)
            ? ElbV2Errors.InvalidConfiguration(
                $"Stickiness type '{value}' is not supported for target groups with the {protocol} protocol")
            : ElbV2Errors.Validation("'Stickiness type' must be one of [app_cookie, lb_cookie, source_ip]");
    }
}

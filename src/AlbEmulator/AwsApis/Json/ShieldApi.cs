using System.Text.Json.Nodes;
using AlbEmulator.AwsApis.Query;

namespace AlbEmulator.AwsApis.Json;

/// <summary>
/// AWS Shield of an account that has not subscribed to Shield Advanced, so that nothing is protected by it.
/// <see href="https://docs.aws.amazon.com/waf/latest/DDOSAPIReference/API_GetSubscriptionState.html"/>
/// </summary>
internal static class ShieldApi
{
    public static JsonService Service => new("shield", "AWSShield_20160616", new Dictionary<string, Func<JsonCall, JsonOutcome>>
    {
        ["DescribeProtection"] = static _ => new QueryError("ResourceNotFoundException", "The referenced protection does not exist."),
        ["GetSubscriptionState"] = static _ => new JsonObject { ["SubscriptionState"] = "INACTIVE" },
    });
}

using System.Text.Json.Nodes;
using AlbEmulator.AwsApis.ElbV2;
using AlbEmulator.AwsApis.Query;

namespace AlbEmulator.AwsApis.Json;

/// <summary>What WAF and WAF Classic tell alike: there is no web ACL, so that none is associated with a load balancer.</summary>
internal static class WebAcls
{
    /// <summary>
    /// <see href="https://docs.aws.amazon.com/waf/latest/APIReference/API_GetWebACLForResource.html"/>
    /// </summary>
    public static JsonOutcome ForResource(JsonCall call, ElbV2Changes loadBalancers) => call.Input.Text("ResourceArn") switch
    {
        null => new QueryError("WAFInvalidParameterException", "ResourceArn is missing: write the ARN of a load balancer"),
        var arn when loadBalancers.View.State.LoadBalancer(arn) is null =>
            new QueryError("WAFNonexistentItemException", "AWS WAF couldn’t perform the operation because your resource doesn’t exist."),
        _ => new JsonObject(),
    };

    /// <summary>
    /// <see href="https://docs.aws.amazon.com/waf/latest/APIReference/API_ListWebACLs.html"/>
    /// </summary>
    public static JsonOutcome None(JsonCall call) => new JsonObject { ["WebACLs"] = new JsonArray() };
}

using AlbEmulator.AwsApis.ElbV2;

namespace AlbEmulator.AwsApis.Json;

/// <summary>
/// AWS WAF: no request is inspected here, and there is no web ACL.
/// <see href="https://docs.aws.amazon.com/waf/latest/APIReference/API_Operations_AWS_WAFV2.html"/>
/// </summary>
/// <param name="loadBalancers">Those that may be asked about.</param>
internal sealed class WafV2Api(ElbV2Changes loadBalancers)
{
    public JsonService Service => new("wafv2", "AWSWAF_20190729", new Dictionary<string, Func<JsonCall, JsonOutcome>>
    {
        ["GetWebACLForResource"] = call => WebAcls.ForResource(call, loadBalancers),
        ["ListWebACLs"] = WebAcls.None,
    });
}

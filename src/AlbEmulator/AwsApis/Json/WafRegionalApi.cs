using AlbEmulator.AwsApis.ElbV2;

namespace AlbEmulator.AwsApis.Json;

/// <summary>
/// WAF Classic of a region: as <see cref="WafV2Api"/>.
/// <see href="https://docs.aws.amazon.com/waf/latest/APIReference/API_Operations_AWS_WAF_Regional.html"/>
/// </summary>
/// <param name="loadBalancers">Those that may be asked about.</param>
internal sealed class WafRegionalApi(ElbV2Changes loadBalancers)
{
    public JsonService Service => new("waf-regional", "AWSWAF_Regional_20161128", new Dictionary<string, Func<JsonCall, JsonOutcome>>
    {
        ["GetWebACLForResource"] = call => WebAcls.ForResource(call, loadBalancers),
        ["ListWebACLs"] = WebAcls.None,
    });
}

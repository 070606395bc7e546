using System.Text;
using System.Xml.Linq;

namespace AlbEmulator.Tests.Support;

/// <summary>Everything that the API tells of its resources, as it stands in its answers but for their request ids.</summary>
internal sealed class ElbV2Description(ElbV2Client api)
{
    private readonly StringBuilder _text = new();

    public async Task<string> ReadAsync()
    {
        var loadBalancers = ElbV2Client.All(await AskAsync("DescribeLoadBalancers"), "LoadBalancerArn");
        foreach (var loadBalancer in loadBalancers)
        {
            await AskAsync("DescribeLoadBalancerAttributes", ("LoadBalancerArn", loadBalancer));
            await AskTagsAsync(loadBalancer);
            foreach (var listener in ElbV2Client.All(await AskAsync("DescribeListeners", ("LoadBalancerArn", loadBalancer)), "ListenerArn"))
            {
                await AskAsync("DescribeListenerAttributes", ("ListenerArn", listener));
                await AskAsync("DescribeRules", ("ListenerArn", listener));
            }
        }

        foreach (var group in ElbV2Client.All(await AskAsync("DescribeTargetGroups"), "TargetGroupArn"))
        {
            await AskAsync("DescribeTargetGroupAttributes", ("TargetGroupArn", group));
            await AskTagsAsync(group);
        }

        return _text.ToString();
    }

    private Task<XElement> AskTagsAsync(string arn) => AskAsync("DescribeTags", ("ResourceArns.member.1", arn));

    private async Task<XElement> AskAsync(string action, params IEnumerable<(string Name, string Value)> parameters)
    {
        var answer = await api.DoAsync(action, parameters);
        answer.Descendants().Where(static element => element.Name.LocalName == "RequestId").Remove();
        _text.Append(action).AppendLine(string.Join(' ', parameters)).AppendLine(answer.ToString());
        return answer;
    }
}

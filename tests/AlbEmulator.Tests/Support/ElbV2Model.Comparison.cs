using System.Xml.Linq;

namespace AlbEmulator.Tests.Support;

/// <summary>What is compared of the model.</summary>
public sealed partial class ElbV2Model
{
    /// <summary>Compares what the API tells with the model.</summary>
    public async Task CompareAsync()
    {
        var all = await api.DoAsync("DescribeLoadBalancers");
        Assert.Equal(
            _loadBalancer is null ? [] : [_loadBalancer],
            ElbV2Client.All(all, "LoadBalancerArn").Where(arn => arn.Contains($"/{name}/", StringComparison.Ordinal)));
        var groups = await api.DoAsync("DescribeTargetGroups");
        Assert.Equal(
            _groups.Values.Select(group => group.Arn).Order(StringComparer.Ordinal),
            ElbV2Client.All(groups, "TargetGroupArn")
                .Where(arn => arn.Contains($"/{name}-", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        foreach (var group in _groups.Values)
        {
            await CompareAsync(group);
        }

        if (_loadBalancer is null)
        {
            return;
        }

        var listeners = await api.DoAsync("DescribeListeners", ("LoadBalancerArn", _loadBalancer));
        Assert.Equal(
            _listeners.Select(item => (item.Value.Arn, Text(item.Key), item.Value.Group)).Order(),
            Members(listeners, "Listeners").Select(listener => (
                ElbV2Client.First(listener, "ListenerArn"),
                ElbV2Client.First(listener, "Port"),
                ElbV2Client.First(listener, "TargetGroupArn"))).Order());
        foreach (var listener in _listeners.Values)
        {
            var rules = await api.DoAsync("DescribeRules", ("ListenerArn", listener.Arn));
            Assert.Equal(
                listener.Rules.Select(item => (item.Value.Arn, Text(item.Key), item.Value.Path)).Order(),
                Members(rules, "Rules").Where(rule => ElbV2Client.First(rule, "IsDefault") == "false").Select(rule => (
                    ElbV2Client.First(rule, "RuleArn"),
                    ElbV2Client.First(rule, "Priority"),
                    ElbV2Client.First(Members(rule, "Conditions").First(), "member"))).Order());
        }
    }

    private static IEnumerable<XElement> Members(XElement answer, string list) =>
        answer.Descendants().First(element => element.Name.LocalName == list).Elements();

    private async Task CompareAsync(Group group)
    {
        var health = await api.DoAsync("DescribeTargetHealth", ("TargetGroupArn", group.Arn));
        // Deregistered targets of a group that is in use are told as draining for a while.
        var registered = Members(health, "TargetHealthDescriptions")
            .Where(target => ElbV2Client.First(target, "State") != "draining")
            .Select(target => ElbV2Client.First(target, "Port"));
        Assert.Equal(group.Targets.Select(Text).Order(StringComparer.Ordinal), registered.Order(StringComparer.Ordinal));
        var tags = await api.DoAsync("DescribeTags", ("ResourceArns.member.1", group.Arn));
        Assert.Equal(group.Tag is null ? [] : [group.Tag], ElbV2Client.All(tags, "Value"));
    }
}

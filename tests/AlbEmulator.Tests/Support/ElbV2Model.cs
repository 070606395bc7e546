using System.Globalization;
using System.Net;

namespace AlbEmulator.Tests.Support;

/// <summary>
/// One client of the API that creates, changes and deletes a load balancer and what belongs to it at random, and the
/// reference model of what there must then be.
/// </summary>
/// <param name="api">What it calls.</param>
/// <param name="name">Of its load balancer, and the beginning of the names of its target groups.</param>
/// <param name="ports">Of its listeners.</param>
/// <param name="chance">What it does next.</param>
public sealed partial class ElbV2Model(ElbV2Client api, string name, IReadOnlyList<int> ports, Random chance)
{
    private const int Groups = 3;
    private const int Priorities = 6;

    private readonly Dictionary<string, Group> _groups = [];
    private readonly Dictionary<int, Listener> _listeners = [];
    private string? _loadBalancer;

    /// <summary>Creates, changes or deletes one thing, or is refused what AWS refuses.</summary>
    public Task ActAsync() => chance.Next(16) switch
    {
        0 => CreateLoadBalancerAsync(),
        1 => DeleteLoadBalancerAsync(),
        2 or 3 => CreateGroupAsync(),
        4 => DeleteGroupAsync(),
        5 or 6 => RegisterAsync(),
        7 => DeregisterAsync(),
        8 => TagAsync(),
        9 or 10 => CreateListenerAsync(),
        11 => ModifyListenerAsync(),
        12 => DeleteListenerAsync(),
        13 or 14 => CreateRuleAsync(),
        _ => ChangeRuleAsync(),
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private bool IsUsed(Group group) => _listeners.Values.Any(listener =>
        listener.Group == group.Arn || listener.Rules.Values.Any(rule => rule.Group == group.Arn));

    private T? Any<T>(IReadOnlyCollection<T> of) => of.Count == 0 ? default : of.ElementAt(chance.Next(of.Count));

    private async Task RefusedAsync(string code, string action, params IEnumerable<(string Name, string Value)> parameters)
    {
        var (status, answer) = await api.CallAsync(action, parameters);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(code, ElbV2Client.First(answer, "Code"));
    }

    private async Task CreateLoadBalancerAsync()
    {
        // The same once more is the one that there is.
        var arn = await api.CreateLoadBalancerAsync(name);
        Assert.Equal(_loadBalancer ?? arn, arn);
        _loadBalancer = arn;
    }

    private async Task DeleteLoadBalancerAsync()
    {
        if (_loadBalancer is null)
        {
            await CreateLoadBalancerAsync();
            return;
        }

        await api.DoAsync("DeleteLoadBalancer", ("LoadBalancerArn", _loadBalancer));
        _loadBalancer = null;
        _listeners.Clear();
    }

    private async Task CreateGroupAsync()
    {
        var groupName = $"{name}-{chance.Next(Groups)}";
        var arn = await api.CreateTargetGroupAsync(groupName, 80);
        Assert.Equal(_groups.GetValueOrDefault(groupName)?.Arn ?? arn, arn);
        _groups.TryAdd(groupName, new Group(arn));
    }

    private async Task DeleteGroupAsync()
    {
        if (Any(_groups.Keys) is not { } groupName)
        {
            await CreateGroupAsync();
        }
        else if (IsUsed(_groups[groupName]))
        {
            await RefusedAsync("ResourceInUse", "DeleteTargetGroup", ("TargetGroupArn", _groups[groupName].Arn));
        }
        else
        {
            await api.DoAsync("DeleteTargetGroup", ("TargetGroupArn", _groups[groupName].Arn));
            _groups.Remove(groupName);
        }
    }

    private async Task RegisterAsync()
    {
        if (Any(_groups.Values) is not { } group)
        {
            await CreateGroupAsync();
            return;
        }

        var port = chance.Next(1, 6);
        await api.RegisterAsync(group.Arn, "127.0.0.1", port);
        group.Targets.Add(port);
    }

    private async Task DeregisterAsync()
    {
        if (Any(_groups.Values) is not { Targets.Count: > 0 } group)
        {
            await RegisterAsync();
            return;
        }

        var port = Any(group.Targets);
        await api.DoAsync(
            "DeregisterTargets",
            ("TargetGroupArn", group.Arn), ("Targets.member.1.Id", "127.0.0.1"), ("Targets.member.1.Port", Text(port)));
        group.Targets.Remove(port);
    }

    private async Task TagAsync()
    {
        if (Any(_groups.Values) is not { } group)
        {
            await CreateGroupAsync();
        }
        else if (group.Tag is null)
        {
            group.Tag = Text(chance.Next());
            await api.DoAsync(
                "AddTags",
                ("ResourceArns.member.1", group.Arn), ("Tags.member.1.Key", "k"), ("Tags.member.1.Value", group.Tag));
        }
        else
        {
            await api.DoAsync("RemoveTags", ("ResourceArns.member.1", group.Arn), ("TagKeys.member.1", "k"));
            group.Tag = null;
        }
    }

    private async Task CreateListenerAsync()
    {
        if (_loadBalancer is null)
        {
            await CreateLoadBalancerAsync();
            return;
        }

        if (Any(_groups.Values) is not { } group)
        {
            await CreateGroupAsync();
            return;
        }

        var port = Any(ports);
        if (_listeners.TryGetValue(port, out var listener))
        {
            if (listener.Group == group.Arn)
            {
                // The same once more is the one that there is.
                Assert.Equal(listener.Arn, await api.CreateListenerAsync(_loadBalancer, port, group.Arn));
                return;
            }

            await RefusedAsync(
                "DuplicateListener",
                "CreateListener",
                ("LoadBalancerArn", _loadBalancer), ("Protocol", "HTTP"), ("Port", Text(port)),
                ("DefaultActions.member.1.Type", "forward"), ("DefaultActions.member.1.TargetGroupArn", group.Arn));
            return;
        }

        _listeners[port] = new Listener(await api.CreateListenerAsync(_loadBalancer, port, group.Arn)) { Group = group.Arn };
    }

    private async Task ModifyListenerAsync()
    {
        if (Any(_listeners.Values) is not { } listener)
        {
            await CreateListenerAsync();
            return;
        }

        var group = Any(_groups.Values)!;
        await api.DoAsync(
            "ModifyListener",
            ("ListenerArn", listener.Arn),
            ("DefaultActions.member.1.Type", "forward"), ("DefaultActions.member.1.TargetGroupArn", group.Arn));
        listener.Group = group.Arn;
    }

    private async Task DeleteListenerAsync()
    {
        if (_listeners.Count == 0)
        {
            await CreateListenerAsync();
            return;
        }

        var port = Any(_listeners.Keys);
        await api.DoAsync("DeleteListener", ("ListenerArn", _listeners[port].Arn));
        _listeners.Remove(port);
    }

    private async Task CreateRuleAsync()
    {
        if (Any(_listeners.Values) is not { } listener)
        {
            await CreateListenerAsync();
            return;
        }

        var (priority, group, path) = (1 + chance.Next(Priorities), Any(_groups.Values)!, $"/{chance.Next()}/*");
        (string, string)[] parameters =
        [
            ("ListenerArn", listener.Arn), ("Priority", Text(priority)),
            ("Conditions.member.1.Field", "path-pattern"), ("Conditions.member.1.Values.member.1", path),
            ("Actions.member.1.Type", "forward"), ("Actions.member.1.TargetGroupArn", group.Arn),
        ];
        if (listener.Rules.ContainsKey(priority))
        {
            await RefusedAsync("PriorityInUse", "CreateRule", parameters);
            return;
        }

        var arn = ElbV2Client.First(await api.DoAsync("CreateRule", parameters), "RuleArn");
        listener.Rules[priority] = new Rule(arn, path, group.Arn);
    }

    private async Task ChangeRuleAsync()
    {
        if (Any(_listeners.Values) is not { Rules.Count: > 0 } listener)
        {
            await CreateRuleAsync();
            return;
        }

        var priority = Any(listener.Rules.Keys);
        var rule = listener.Rules[priority];
        var (other, path) = (1 + chance.Next(Priorities), $"/{chance.Next()}/*");
        switch (chance.Next(3))
        {
            case 0:
                await api.DoAsync("DeleteRule", ("RuleArn", rule.Arn));
                listener.Rules.Remove(priority);
                await RefusedAsync("RuleNotFound", "DescribeRules", ("RuleArns.member.1", rule.Arn));
                break;
            case 1 when !listener.Rules.ContainsKey(other):
                await api.DoAsync(
                    "SetRulePriorities",
                    ("RulePriorities.member.1.RuleArn", rule.Arn), ("RulePriorities.member.1.Priority", Text(other)));
                listener.Rules.Remove(priority);
                listener.Rules[other] = rule;
                break;
            default:
                await api.DoAsync(
                    "ModifyRule",
                    ("RuleArn", rule.Arn),
                    ("Conditions.member.1.Field", "path-pattern"), ("Conditions.member.1.Values.member.1", path));
                listener.Rules[priority] = rule with { Path = path };
                break;
        }
    }

    private sealed class Group(string arn)
    {
        public string Arn => arn;

        public HashSet<int> Targets { get; } = [];

        public string? Tag { get; set; }
    }

    private sealed class Listener(string arn)
    {
        public string Arn => arn;

        /// <summary>ARN of the target group of its default action.</summary>
        public string Group { get; set; } = "";

        /// <summary>By priority.</summary>
        public Dictionary<int, Rule> Rules { get; } = [];
    }

    private sealed record Rule(string Arn, string Path, string Group);
}

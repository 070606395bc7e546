using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios.Nodes;

/// <summary>Rules of one listener whose few priorities all clients want: each is had by one at most, who knows it.</summary>
/// <param name="api">Of one client.</param>
/// <param name="client">Its name.</param>
/// <param name="listener">ARN of the listener.</param>
/// <param name="held">Of all clients: the rule that has a priority, from the answer to its creation until its deletion is asked for.</param>
/// <param name="chance">What it does next.</param>
internal sealed class ContendedRules(
    NodesClient api, string client, string listener, ConcurrentDictionary<int, string> held, Random chance)
{
    private const int Priorities = 6;

    private readonly Dictionary<int, string> _own = [];
    private int _number;

    /// <summary>Makes a rule, is refused because another was first, or deletes one of its own.</summary>
    public async Task ActAsync()
    {
        var priority = 1 + chance.Next(Priorities);
        if (_own.Remove(priority, out var arn))
        {
            Assert.True(held.TryRemove(KeyValuePair.Create(priority, arn)));
            await api.DoAsync("DeleteRule", ("RuleArn", arn));
            return;
        }

        var (status, answer) = await api.CallAsync(
            "CreateRule",
            ("ListenerArn", listener), ("Priority", priority.ToString(CultureInfo.InvariantCulture)),
            ("Conditions.member.1.Field", "path-pattern"), ("Conditions.member.1.Values.member.1", $"/{client}/{_number++}"),
            ("Actions.member.1.Type", "fixed-response"), ("Actions.member.1.FixedResponseConfig.StatusCode", "200"));
        if (status == HttpStatusCode.OK)
        {
            arn = ElbV2Client.First(answer, "RuleArn");
            Assert.True(held.TryAdd(priority, arn), $"Two have the priority {priority}: {held.GetValueOrDefault(priority)} and {arn}");
            _own[priority] = arn;
        }
        else
        {
            Assert.Equal("PriorityInUse", ElbV2Client.First(answer, "Code"));
        }
    }
}

using System.Collections.Immutable;
using System.Text.Json;
using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.Stores;

namespace AlbEmulator.AwsApis.ElbV2;

/// <summary>Makes a state of its changes, each in a time that does not depend on how many things there are.</summary>
internal sealed class StateReplay : ChangeReplay<ElbV2State, StateChange>
{
    private readonly ReplayedList<LoadBalancerResource> _loadBalancers = new(item => item.Arn);
    private readonly ReplayedList<TargetGroupResource> _targetGroups = new(item => item.Arn);
    private readonly ReplayedList<TrustStoreResource> _trustStores = new(item => item.Arn);

    /// <summary>By the ARN of their load balancer.</summary>
    private readonly Dictionary<string, ReplayedList<ListenerResource>> _listeners = [];

    /// <summary>By the ARN of their listener.</summary>
    private readonly Dictionary<string, ReplayedList<RuleResource>> _rules = [];

    /// <summary>By the ARN of their group.</summary>
    private readonly Dictionary<string, ReplayedList<TargetResource>> _targets = [];

    private bool _isSeeded;

    public override ElbV2State State => new()
    {
        IsSeeded = _isSeeded,
        LoadBalancers = [.. _loadBalancers.Items.Select(item => item with { Listeners = [.. ListenersOf(item.Arn)] })],
        TargetGroups = [.. _targetGroups.Items.Select(item => item with { Targets = [.. ItemsOf(_targets, item.Arn)] })],
        TrustStores = [.. _trustStores.Items],
    };

    public override void Take(StateChange change)
    {
        _isSeeded = change.IsSeeded ?? _isSeeded;
        foreach (var arn in change.LoadBalancers?.Removed ?? [])
        {
            foreach (var listener in ItemsOf(_listeners, arn))
            {
                _rules.Remove(listener.Arn);
            }

            _listeners.Remove(arn);
        }

        Take(_loadBalancers, change.LoadBalancers);
        foreach (var (arn, listeners) in Given(change.Listeners))
        {
            foreach (var gone in listeners.Removed ?? [])
            {
                _rules.Remove(gone);
            }

            Take(_listeners, arn, listeners, item => item.Arn, _loadBalancers.Has(arn));
            foreach (var listener in listeners.Put ?? [])
            {
                _rules.TryAdd(listener.Arn, new ReplayedList<RuleResource>(item => item.Arn));
            }
        }

        foreach (var (arn, rules) in Given(change.Rules))
        {
            Take(_rules, arn, rules, item => item.Arn, _rules.ContainsKey(arn));
        }

        foreach (var arn in change.TargetGroups?.Removed ?? [])
        {
            _targets.Remove(arn);
        }

        Take(_targetGroups, change.TargetGroups);
        foreach (var (arn, targets) in Given(change.Targets))
        {
            Take(_targets, arn, targets, item => item.Key, _targetGroups.Has(arn));
        }

        Take(_trustStores, change.TrustStores);
    }

    private static IEnumerable<KeyValuePair<string, ListChange<T>>> Given<T>(
        ImmutableSortedDictionary<string, ListChange<T>>? changes)
        where T : class =>
        changes ?? Enumerable.Empty<KeyValuePair<string, ListChange<T>>>();

    private static IEnumerable<T> ItemsOf<T>(Dictionary<string, ReplayedList<T>> lists, string arn)
        where T : class =>
        lists.GetValueOrDefault(arn)?.Items ?? [];

    private static void Take<T>(ReplayedList<T> list, ListChange<T>? change)
        where T : class
    {
        if (change is not null)
        {
            list.Take(change);
        }
    }

    private static void Take<T>(
        Dictionary<string, ReplayedList<T>> lists, string arn, ListChange<T> change, Func<T, string> keyOf, bool isThere)
        where T : class
    {
        if (!isThere)
        {
            throw new JsonException($"it tells what is within '{arn}', which is not there");
        }

        if (!lists.TryGetValue(arn, out var list))
        {
            lists[arn] = list = new ReplayedList<T>(keyOf);
        }

        list.Take(change);
    }

    private IEnumerable<ListenerResource> ListenersOf(string arn) =>
        ItemsOf(_listeners, arn).Select(item => item with { Rules = [.. ItemsOf(_rules, item.Arn)] });
}

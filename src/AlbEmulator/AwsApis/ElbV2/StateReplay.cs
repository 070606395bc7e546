using System.Collections.Immutable;
using System.Text.Json;
using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.Model;
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

    private readonly KeptArns _arns = new();
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
                Leave(listener);
            }

            _listeners.Remove(arn);
        }

        Take(_loadBalancers, change.LoadBalancers, KeptArns.LoadBalancer, "");
        foreach (var (arn, listeners) in Given(change.Listeners))
        {
            var known = ListOf(_listeners, arn, item => item.Arn, _loadBalancers.Has(arn));
            foreach (var gone in (listeners.Removed ?? []).Select(known.Find).OfType<ListenerResource>())
            {
                Leave(gone);
            }

            foreach (var before in (listeners.Put ?? []).Select(item => known.Find(item.Arn)).OfType<ListenerResource>())
            {
                _arns.Remove(before.DefaultRuleArn);
            }

            Take(known, listeners, KeptArns.Listener, arn);
            foreach (var listener in listeners.Put ?? [])
            {
                _arns.Put(listener.DefaultRuleArn, KeptArns.Rule, $"default of {listener.Arn}");
                _rules.TryAdd(listener.Arn, new ReplayedList<RuleResource>(item => item.Arn));
            }
        }

        foreach (var (arn, rules) in Given(change.Rules))
        {
            Take(ListOf(_rules, arn, item => item.Arn, _rules.ContainsKey(arn)), rules, KeptArns.Rule, arn);
        }

        foreach (var arn in change.TargetGroups?.Removed ?? [])
        {
            _targets.Remove(arn);
        }

        Take(_targetGroups, change.TargetGroups, KeptArns.TargetGroup, "");
        foreach (var (arn, targets) in Given(change.Targets))
        {
            ListOf(_targets, arn, item => item.Key, _targetGroups.Has(arn)).Take(targets);
        }

        Take(_trustStores, change.TrustStores, KeptArns.TrustStore, "");
    }

    private static IEnumerable<KeyValuePair<string, ListChange<T>>> Given<T>(
        ImmutableSortedDictionary<string, ListChange<T>>? changes)
        where T : class =>
        changes ?? Enumerable.Empty<KeyValuePair<string, ListChange<T>>>();

    private static IEnumerable<T> ItemsOf<T>(Dictionary<string, ReplayedList<T>> lists, string arn)
        where T : class =>
        lists.GetValueOrDefault(arn)?.Items ?? [];

    private static ReplayedList<T> ListOf<T>(
        Dictionary<string, ReplayedList<T>> lists, string arn, Func<T, string> keyOf, bool isThere)
        where T : class
    {
        if (!isThere)
        {
            throw new JsonException($"it tells what is within {Quoted.Text(arn)}, which is not there");
        }

        if (!lists.TryGetValue(arn, out var list))
        {
            lists[arn] = list = new ReplayedList<T>(keyOf);
        }

        return list;
    }

    private void Take<T>(ReplayedList<T> list, ListChange<T>? change, string form, string owner)
        where T : Resource
    {
        if (change is null)
        {
            return;
        }

        change.Removed?.ForEach(_arns.Remove);
        change.Put?.ForEach(item => _arns.Put(item.Arn, form, $"{form} of {owner}"));
        list.Take(change);
    }

    /// <summary>A listener goes, and its rules with it.</summary>
    private void Leave(ListenerResource listener)
    {
        foreach (var rule in ItemsOf(_rules, listener.Arn))
        {
            _arns.Remove(rule.Arn);
        }

        _arns.Remove(listener.DefaultRuleArn);
        _arns.Remove(listener.Arn);
        _rules.Remove(listener.Arn);
    }

    private IEnumerable<ListenerResource> ListenersOf(string arn) =>
        ItemsOf(_listeners, arn).Select(item => item with { Rules = [.. ItemsOf(_rules, item.Arn)] });
}

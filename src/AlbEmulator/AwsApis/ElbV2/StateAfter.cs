using System.Collections.Immutable;
using System.Text.Json;
using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.Model;
using AlbEmulator.Stores;

namespace AlbEmulator.AwsApis.ElbV2;

/// <summary>
/// What a change makes of a state: things that it does not name stay the very same, so that only what became other is compiled
/// anew. <see cref="StateReplay"/> makes a state of many changes.
/// </summary>
internal static class StateAfter
{
    /// <exception cref="JsonException">The change does not go with the state.</exception>
    public static ElbV2State Of(ElbV2State state, StateChange change)
    {
        var loadBalancers = change.LoadBalancers?.Of(
            state.LoadBalancers, static item => item.Arn, static (was, now) => was is null ? now : now with { Listeners = was.Listeners }) ?? state.LoadBalancers;
        foreach (var (arn, listeners) in change.Listeners ?? NoLists<ListenerResource>())
        {
            loadBalancers = Within(loadBalancers, arn, item => item with
            {
                Listeners = listeners.Of(
                    item.Listeners, static listener => listener.Arn, static (was, now) => was is null ? now : now with { Rules = was.Rules }),
            });
        }

        foreach (var (arn, rules) in change.Rules ?? NoLists<RuleResource>())
        {
            var owner = loadBalancers.Find(item => item.Listeners.Exists(listener => listener.Arn == arn)) ?? throw NotThere(arn);
            loadBalancers = loadBalancers.Replace(owner, owner with
            {
                Listeners = Within(owner.Listeners, arn, item => item with { Rules = rules.Of(item.Rules, static rule => rule.Arn, static (_, now) => now) }),
            });
        }

        var groups = change.TargetGroups?.Of(
            state.TargetGroups, static item => item.Arn, static (was, now) => was is null ? now : now with { Targets = was.Targets }) ?? state.TargetGroups;
        foreach (var (arn, targets) in change.Targets ?? NoLists<TargetResource>())
        {
            groups = Within(groups, arn, item => item with { Targets = targets.Of(item.Targets, static target => target.Key, static (_, now) => now) });
        }

        return state with
        {
            IsSeeded = change.IsSeeded ?? state.IsSeeded,
            LoadBalancers = loadBalancers,
            TargetGroups = groups,
            TrustStores = change.TrustStores?.Of(state.TrustStores, static item => item.Arn, static (_, now) => now) ?? state.TrustStores,
        };
    }

    private static ImmutableSortedDictionary<string, ListChange<T>> NoLists<T>()
        where T : class => ImmutableSortedDictionary<string, ListChange<T>>.Empty;

    private static ImmutableList<T> Within<T>(ImmutableList<T> list, string arn, Func<T, T> next)
        where T : Resource
    {
        var at = list.FindIndex(item => item.Arn == arn);
        return at < 0 ? throw NotThere(arn) : list.SetItem(at, next(list[at]));
    }

    private static JsonException NotThere(string arn) => new($"it tells what is within {Quoted.Text(arn)}, which is not there");
}

using System.Collections.Immutable;
using System.Text.Json.Serialization.Metadata;
using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.Model;
using AlbEmulator.Stores;

namespace AlbEmulator.AwsApis.ElbV2;

/// <summary>What the API made as changes, and as lines of JSON.</summary>
internal sealed class StateChanges : ChangeKind<ElbV2State, StateChange>
{
    /// <summary>Rules in a line of what a file begins with.</summary>
    private const int RulesInLine = 100;

    public override int Format => 2;

    public override int LongestOlder => 256 * 1024 * 1024;

    public override JsonTypeInfo<StateChange> Json => field ??= KeptTypes.Of<StateChange>();

    /// <summary>Those of the clients of OpenID Connect providers.</summary>
    public override bool HoldsSecrets => true;

    public override ElbV2State Empty => ElbV2State.Empty;

    public override StateChange? Between(ElbV2State before, ElbV2State after)
    {
        var listeners = NoLists<ListenerResource>().ToBuilder();
        var rules = NoLists<RuleResource>().ToBuilder();
        var targets = NoLists<TargetResource>().ToBuilder();
        var change = new StateChange
        {
            IsSeeded = before.IsSeeded == after.IsSeeded ? null : after.IsSeeded,
            LoadBalancers = Between(
                before.LoadBalancers,
                after.LoadBalancers,
                item => item with { Listeners = [] },
                (was, now) => Add(listeners, now.Arn, Between(
                    was?.Listeners ?? [],
                    now.Listeners,
                    item => item with { Rules = [] },
                    (was, now) => Add(rules, now.Arn, Between(was?.Rules ?? [], now.Rules))))),
            TargetGroups = Between(
                before.TargetGroups,
                after.TargetGroups,
                item => item with { Targets = [] },
                (was, now) => Add(targets, now.Arn, ListChange<TargetResource>.Between(
                    was?.Targets ?? [], now.Targets, item => item.Key, item => item, (_, _) => { }))),
            TrustStores = Between(before.TrustStores, after.TrustStores),
        };
        return Full(change with
        {
            Listeners = OrNull(listeners.ToImmutable()),
            Rules = OrNull(rules.ToImmutable()),
            Targets = OrNull(targets.ToImmutable()),
        });
    }

    /// <summary>A line for each load balancer, listener and target group, and for every 100 rules.</summary>
    public override IEnumerable<StateChange> Whole(ElbV2State state)
    {
        if (state.IsSeeded)
        {
            yield return new StateChange { IsSeeded = true };
        }

        foreach (var store in state.TrustStores)
        {
            yield return new StateChange { TrustStores = ListChange<TrustStoreResource>.Of([store]) };
        }

        foreach (var group in state.TargetGroups)
        {
            yield return new StateChange
            {
                TargetGroups = ListChange<TargetGroupResource>.Of([group with { Targets = [] }]),
                Targets = group.Targets.IsEmpty ? null : Only(group.Arn, group.Targets),
            };
        }

        foreach (var loadBalancer in state.LoadBalancers)
        {
            yield return new StateChange
            {
                LoadBalancers = ListChange<LoadBalancerResource>.Of([loadBalancer with { Listeners = [] }]),
            };
            foreach (var listener in loadBalancer.Listeners)
            {
                yield return new StateChange { Listeners = Only(loadBalancer.Arn, [listener with { Rules = [] }]) };
                foreach (var rules in listener.Rules.Chunk(RulesInLine))
                {
                    yield return new StateChange { Rules = Only(listener.Arn, rules) };
                }
            }
        }
    }

    public override ElbV2State After(ElbV2State state, StateChange change) => StateAfter.Of(state, change);

    public override ChangeReplay<ElbV2State, StateChange> Replay() => new StateReplay();

    public override (ElbV2State State, Problem? Problem) ReadOlder(string file, byte[] content) => KeptState.Read(file, content);

    private static ImmutableSortedDictionary<string, ListChange<T>> NoLists<T>()
        where T : class =>
        ImmutableSortedDictionary.Create<string, ListChange<T>>(StringComparer.Ordinal);

    private static ImmutableSortedDictionary<string, ListChange<T>> Only<T>(string arn, IEnumerable<T> put)
        where T : class =>
        NoLists<T>().Add(arn, ListChange<T>.Of(put));

    private static ListChange<T>? Between<T>(
        ImmutableList<T> before, ImmutableList<T> after, Func<T, T>? alone = null, Action<T?, T>? within = null)
        where T : Resource =>
        ListChange<T>.Between(before, after, item => item.Arn, alone ?? (item => item), within ?? ((_, _) => { }));

    private static void Add<T>(IDictionary<string, ListChange<T>> lists, string arn, ListChange<T>? change)
        where T : class
    {
        if (change is not null)
        {
            lists.Add(arn, change);
        }
    }

    private static ImmutableSortedDictionary<string, ListChange<T>>? OrNull<T>(
        ImmutableSortedDictionary<string, ListChange<T>> lists)
        where T : class =>
        lists.IsEmpty ? null : lists;

    private static StateChange? Full(StateChange change) => change == new StateChange() ? null : change;
}

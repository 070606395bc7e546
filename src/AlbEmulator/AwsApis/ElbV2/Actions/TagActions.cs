using System.Collections.Immutable;
using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.AwsApis.Query;

namespace AlbEmulator.AwsApis.ElbV2.Actions;

/// <summary>
/// Tags of whatever has an ARN.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AddTags.html"/>
/// </summary>
internal static class TagActions
{
    private const int MostArns = 20;

    public static ElbV2Result AddTags(ElbV2Call call)
    {
        var (tags, error) = Given.Tags(call);
        return error is not null ? error : Changed(call, old =>
        {
            foreach (var tag in tags)
            {
                var at = old.FindIndex(other => other.Key == tag.Key);
                old = at < 0 ? old.Add(tag) : old.SetItem(at, tag);
            }

            return old;
        });
    }

    public static ElbV2Result RemoveTags(ElbV2Call call)
    {
        var keys = call.Parameters.Texts("TagKeys");
        return Changed(call, old => old.RemoveAll(tag => keys.Contains(tag.Key)));
    }

    public static ElbV2Result DescribeTags(ElbV2Call call)
    {
        var arns = call.Parameters.Texts("ResourceArns");
        if (arns.Count > MostArns)
        {
            return ElbV2Errors.Validation($"Up to {MostArns} resource ARNs can be specified, not {arns.Count}");
        }

        var all = new List<(string Arn, ImmutableList<Tag> Tags)>();
        foreach (var arn in arns)
        {
            if (Of(call.State, arn) is not { } tags)
            {
                return NotFound(arn);
            }

            all.Add((arn, tags));
        }

        return ElbV2Result.Tell((xml, _) => xml.List("TagDescriptions", all, (member, item) =>
        {
            member.Text("ResourceArn", item.Arn);
            member.List("Tags", item.Tags, (element, tag) =>
            {
                element.Text("Key", tag.Key);
                element.Text("Value", tag.Value);
            });
        }));
    }

    private static ElbV2Result Changed(ElbV2Call call, Func<ImmutableList<Tag>, ImmutableList<Tag>> change)
    {
        var state = call.State;
        foreach (var arn in call.Parameters.Texts("ResourceArns"))
        {
            if (Of(state, arn) is not { } old)
            {
                return NotFound(arn);
            }

            var tags = change(old);
            if (Given.TooMany(tags.Count) is { } error)
            {
                return error;
            }

            if (With(state, arn, tags) is not { } changed)
            {
                return ElbV2Errors.OfFile(arn);
            }

            state = changed;
        }

        return ElbV2Result.Change(state);
    }

    private static ImmutableList<Tag>? Of(ElbV2State state, string arn) =>
        state.LoadBalancer(arn)?.Tags ?? state.TargetGroup(arn)?.Tags ?? state.TrustStore(arn)?.Tags
        ?? state.Listener(arn)?.Listener.Tags
        ?? (state.Rule(arn) is { } found ? found.Rule?.Tags ?? found.Listener.DefaultRuleTags : null);

    /// <summary>Null where a file has it.</summary>
    private static ElbV2State? With(ElbV2State state, string arn, ImmutableList<Tag> tags)
    {
        if (state.LoadBalancer(arn) is { } loadBalancer)
        {
            return loadBalancer.IsOfFile ? null : state.With(loadBalancer with { Tags = tags });
        }

        if (state.TargetGroup(arn) is { } group)
        {
            return group.IsOfFile ? null : state.With(group with { Tags = tags });
        }

        if (state.TrustStore(arn) is { } store)
        {
            return store.IsOfFile ? null : state.With(store with { Tags = tags });
        }

        if (state.Listener(arn) is var (parent, listener))
        {
            return parent.IsOfFile ? null : state.With(parent.With(listener with { Tags = tags }));
        }

        var (top, middle, rule) = state.Rule(arn)!.Value;
        return top.IsOfFile ? null : state.With(top.With(rule is null
            ? middle with { DefaultRuleTags = tags }
            : middle.With(rule with { Tags = tags })));
    }

    private static QueryError NotFound(string arn) =>
        ArnsGiven.IsOf(arn, "loadbalancer") ? ElbV2Errors.LoadBalancerNotFound
        : ArnsGiven.IsOf(arn, "targetgroup") ? ElbV2Errors.TargetGroupNotFound
        : ArnsGiven.IsOf(arn, "listener") ? ElbV2Errors.ListenerNotFound
        : ArnsGiven.IsOf(arn, "listener-rule") ? ElbV2Errors.RuleNotFound
        : ArnsGiven.IsOf(arn, "truststore") ? ElbV2Errors.TrustStoreNotFound
        : ArnsGiven.Invalid(arn, "resource");
}

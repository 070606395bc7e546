using AlbEmulator.Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Which requests go where. Rules are asked in the order in which they are written; each listener has all of them.</summary>
public static class AlbRuleExtensions
{
    /// <summary>Requests for a path go to these resources, of which each is a target.</summary>
    /// <param name="alb">The load balancer.</param>
    /// <param name="path">With <c>*</c> for any text: <c>/api/*</c>.</param>
    /// <param name="targets">The endpoint <c>http</c> of each, or else its first one of HTTP or HTTPS.</param>
    public static IResourceBuilder<AlbResource> WithRule(
        this IResourceBuilder<AlbResource> alb, string path, params IResourceBuilder<IResourceWithEndpoints>[] targets) =>
        alb.WithRule(when => when.Path(path), targets);

    /// <summary>Requests for a path go to these endpoints.</summary>
    /// <param name="alb">The load balancer.</param>
    /// <param name="path">With <c>*</c> for any text: <c>/api/*</c>.</param>
    /// <param name="targets">Such as <c>api.GetEndpoint("admin")</c>.</param>
    public static IResourceBuilder<AlbResource> WithRule(
        this IResourceBuilder<AlbResource> alb, string path, params EndpointReference[] targets) =>
        alb.WithRule(when => when.Path(path), targets);

    /// <summary>Requests that are told by host, path, header and more go to these resources.</summary>
    /// <param name="alb">The load balancer.</param>
    /// <param name="when">What holds for them: <c>when => when.Host("api.example.com").Header("X-Beta", "yes")</c>.</param>
    /// <param name="targets">The endpoint <c>http</c> of each, or else its first one of HTTP or HTTPS.</param>
    public static IResourceBuilder<AlbResource> WithRule(
        this IResourceBuilder<AlbResource> alb, Action<AlbRule> when, params IResourceBuilder<IResourceWithEndpoints>[] targets) =>
        alb.Add(when, alb.Take(targets));

    /// <summary>Requests that are told by host, path, header and more go to these endpoints.</summary>
    /// <param name="alb">The load balancer.</param>
    /// <param name="when">What holds for them.</param>
    /// <param name="targets">Such as <c>api.GetEndpoint("admin")</c>.</param>
    public static IResourceBuilder<AlbResource> WithRule(
        this IResourceBuilder<AlbResource> alb, Action<AlbRule> when, params EndpointReference[] targets) =>
        alb.Add(when, alb.Take(targets));

    /// <summary>All requests that no rule takes go to these resources.</summary>
    /// <param name="alb">The load balancer.</param>
    /// <param name="targets">The endpoint <c>http</c> of each, or else its first one of HTTP or HTTPS.</param>
    public static IResourceBuilder<AlbResource> WithDefault(
        this IResourceBuilder<AlbResource> alb, params IResourceBuilder<IResourceWithEndpoints>[] targets) =>
        alb.SetDefault(alb.Take(targets), null);

    /// <summary>All requests that no rule takes go to these endpoints.</summary>
    /// <param name="alb">The load balancer.</param>
    /// <param name="targets">Such as <c>web.GetEndpoint("admin")</c>.</param>
    public static IResourceBuilder<AlbResource> WithDefault(this IResourceBuilder<AlbResource> alb, params EndpointReference[] targets) =>
        alb.SetDefault(alb.Take(targets), null);

    /// <summary>All requests that no rule takes are answered with a status, by the load balancer itself.</summary>
    /// <param name="alb">The load balancer.</param>
    /// <param name="status">2XX, 4XX or 5XX.</param>
    public static IResourceBuilder<AlbResource> WithDefault(this IResourceBuilder<AlbResource> alb, int status)
    {
        ArgumentNullException.ThrowIfNull(alb);
        return alb.SetDefault(null, status);
    }

    /// <summary>What the load balancer asks of each target, every 5 seconds; <c>/</c> unless it is said.</summary>
    /// <param name="alb">The load balancer.</param>
    /// <param name="path">Of which the answer is 200 where the target is healthy.</param>
    public static IResourceBuilder<AlbResource> WithHealthCheckPath(this IResourceBuilder<AlbResource> alb, string path)
    {
        ArgumentNullException.ThrowIfNull(alb);
        alb.Resource.HealthCheckPath = path;
        return alb;
    }

    internal static AlbTargets Take(this IResourceBuilder<AlbResource> alb, IResourceBuilder<IResourceWithEndpoints>[] targets) =>
        alb.Take([.. targets.Select(target => (target.Resource, (string?)null))]);

    internal static AlbTargets Take(this IResourceBuilder<AlbResource> alb, EndpointReference[] targets) =>
        alb.Take([.. targets.Select(target => (target.Resource, (string?)target.EndpointName))]);

    private static AlbTargets Take(this IResourceBuilder<AlbResource> alb, List<(IResourceWithEndpoints Resource, string?)> targets)
    {
        ArgumentNullException.ThrowIfNull(alb);
        if (targets.Count == 0)
        {
            throw new ArgumentException("Requests go somewhere: give at least one resource.", nameof(targets));
        }

        foreach (var (resource, _) in targets)
        {
            var target = alb.ApplicationBuilder.CreateResourceBuilder(resource);
            alb.WithReferenceRelationship(target).WaitForStart(target);
        }

        return new AlbTargets(targets);
    }

    private static IResourceBuilder<AlbResource> Add(this IResourceBuilder<AlbResource> alb, Action<AlbRule> when, AlbTargets targets)
    {
        ArgumentNullException.ThrowIfNull(when);
        var rule = new AlbRule();
        when(rule);
        if (rule.Conditions.Count == 0)
        {
            throw new ArgumentException("A rule has a condition at least, such as when.Path(\"/api/*\"); WithDefault takes all requests.", nameof(when));
        }

        alb.Resource.Rules.Add((rule, targets));
        return alb;
    }

    private static IResourceBuilder<AlbResource> SetDefault(this IResourceBuilder<AlbResource> alb, AlbTargets? targets, int? status)
    {
        if (alb.Resource.Default is not null || alb.Resource.DefaultStatus is not null)
        {
            throw new InvalidOperationException($"{alb.Resource.Name} has a default already: keep one of the two.");
        }

        alb.Resource.Default = targets;
        alb.Resource.DefaultStatus = status;
        return alb;
    }
}

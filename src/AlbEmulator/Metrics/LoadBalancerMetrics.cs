using System.Diagnostics.Metrics;
using AlbEmulator.Model;

namespace AlbEmulator.Metrics;

/// <summary>What is counted of a load balancer, from topology to topology.</summary>
internal sealed class LoadBalancerMetrics
{
    private readonly StripedCounters _counters = new((int)LoadBalancerCounter.Count);

    /// <param name="id"><c>app/NAME/16HEX</c>.</param>
    /// <param name="told">Where latencies of logins are told of as well; null for nowhere.</param>
    public LoadBalancerMetrics(string id, Histogram<double>? told = null)
    {
        Id = id;
        Dimension = Dimension.OfLoadBalancer(id);
        AuthLatency = new AuthLatency(told, Dimension);
    }

    /// <summary>Where nobody reads.</summary>
    public static LoadBalancerMetrics Unread { get; } = new("");

    public string Id { get; }

    public Dimension Dimension { get; }

    public Dimensions Dimensions => new(Dimension);

    /// <summary>Clients that are connected now.</summary>
    public long OpenClientConnections => this[LoadBalancerCounter.OpenClientConnections];

    public long this[LoadBalancerCounter counter] => _counters.Sum((int)counter);

    public void Add(LoadBalancerCounter counter, long value = 1) => _counters.Add((int)counter, value);

    /// <summary>How long providers took to tell of users.</summary>
    public AuthLatency AuthLatency { get; }

    /// <summary>Begins again at 0, but for what is open now.</summary>
    public void Empty()
    {
        for (var counter = 0; counter < (int)LoadBalancerCounter.Count; counter++)
        {
            if (counter != (int)LoadBalancerCounter.OpenClientConnections)
            {
                _counters.Clear(counter);
            }
        }

        AuthLatency.Empty();
    }

    /// <summary>A status that the load balancer itself gave, or wrote into the log.</summary>
    public void AddStatus(int statusCode)
    {
        switch (statusCode / 100)
        {
            case 2:
                Add(LoadBalancerCounter.Elb2xx);
                break;
            case 3:
                Add(LoadBalancerCounter.Elb3xx);
                break;
            case 4:
                Add(LoadBalancerCounter.Elb4xx);
                break;
            case 5:
                Add(LoadBalancerCounter.Elb5xx);
                break;
        }

        switch (statusCode)
        {
            case StatusCodes.Status500InternalServerError:
                Add(LoadBalancerCounter.Elb500);
                break;
            case StatusCodes.Status502BadGateway:
                Add(LoadBalancerCounter.Elb502);
                break;
            case StatusCodes.Status503ServiceUnavailable:
                Add(LoadBalancerCounter.Elb503);
                break;
            case StatusCodes.Status504GatewayTimeout:
                Add(LoadBalancerCounter.Elb504);
                break;
        }
    }

    /// <summary>Bytes of a request and its answer, as its line in the log has them.</summary>
    public void AddBytes(long bytes, bool isIPv6, TargetGroup? targetGroup)
    {
        Add(LoadBalancerCounter.ProcessedBytes, bytes);
        if (isIPv6)
        {
            Add(LoadBalancerCounter.IPv6ProcessedBytes, bytes);
        }

        if (targetGroup is { TargetType: TargetType.Lambda })
        {
            Add(LoadBalancerCounter.LambdaTargetProcessedBytes, bytes);
        }
    }
}

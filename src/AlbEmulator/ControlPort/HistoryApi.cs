using AlbEmulator.Metrics.History;

namespace AlbEmulator.ControlPort;

/// <summary><c>GET /history</c>: what was counted in the last hour, in arrays with an item for each point.</summary>
internal static class HistoryApi
{
    public static IResult Answer(MetricHistory history) => Results.Json(
        history.Read((points, times, loadBalancers, groups) => new ToldHistory(
            (int)MetricHistory.Interval.TotalSeconds,
            times,
            [.. loadBalancers.Select(one => Of(one, points))],
            [.. groups.Select(one => Of(one, points))])),
        ControlJson.Default.ToldHistory);

    private static LoadBalancerSeries Of(LoadBalancerHistory history, IReadOnlyList<long> points) => new(
        NameIn(history.Metrics.Id),
        At(points, history.Statuses[0].Points),
        At(points, history.Statuses[1].Points),
        At(points, history.Statuses[2].Points),
        At(points, history.Statuses[3].Points),
        At(points, history.NewConnections.Points),
        At(points, history.ActiveConnections));

    private static GroupSeries Of(GroupHistory history, IReadOnlyList<long> points) => new(
        NameIn(history.Metrics.Arn),
        NameIn(history.Metrics.LoadBalancer.Id),
        At(points, history.Requests.Points),
        At(points, history.Statuses[0].Points),
        At(points, history.Statuses[1].Points),
        At(points, history.Statuses[2].Points),
        At(points, history.Statuses[3].Points),
        At(points, history.P50),
        At(points, history.P99));

    private static double?[] At(IReadOnlyList<long> points, Ring ring) =>
        [.. points.Select(point => ring[point] is { } value ? Math.Round(value, 3) : (double?)null)];

    /// <summary><c>app/NAME/HEX</c>, or an ARN that ends with <c>targetgroup/NAME/HEX</c>.</summary>
    private static string NameIn(string id) => id.Split('/') is [.., var name, _] ? name : id;

    internal sealed record ToldHistory(
        int IntervalSeconds, IReadOnlyList<long> Times, IReadOnlyList<LoadBalancerSeries> LoadBalancers, IReadOnlyList<GroupSeries> TargetGroups);

    internal sealed record LoadBalancerSeries(
        string Name,
        IReadOnlyList<double?> Status2xx,
        IReadOnlyList<double?> Status3xx,
        IReadOnlyList<double?> Status4xx,
        IReadOnlyList<double?> Status5xx,
        IReadOnlyList<double?> NewConnections,
        IReadOnlyList<double?> ActiveConnections);

    internal sealed record GroupSeries(
        string Name,
        string LoadBalancer,
        IReadOnlyList<double?> Requests,
        IReadOnlyList<double?> Status2xx,
        IReadOnlyList<double?> Status3xx,
        IReadOnlyList<double?> Status4xx,
        IReadOnlyList<double?> Status5xx,
        IReadOnlyList<double?> P50,
        IReadOnlyList<double?> P99);
}

using System.Text.Json;
using AlbEmulator.Expectations;

namespace AlbEmulator.Commands.Running;

/// <summary>A listener of a running emulator.</summary>
/// <param name="LoadBalancer">Its name.</param>
/// <param name="Port">With AWS.</param>
/// <param name="Arn">Its own.</param>
/// <param name="Url">Where it is reached.</param>
/// <param name="Priorities">Of its rules, as the API names them.</param>
internal sealed record RunningListener(string LoadBalancer, int Port, string Arn, Uri Url, IReadOnlyList<string> Priorities)
{
    public ListenerPriorities Rules => new($"{LoadBalancer}:{Port}", Priorities);

    /// <param name="told">What <c>/load-balancers</c> answers.</param>
    /// <param name="control">Where that was: listeners that mean its machine are there too.</param>
    public static IReadOnlyList<RunningListener> All(JsonElement told, Uri control) =>
    [
        .. told.GetProperty("loadBalancers").EnumerateArray().SelectMany(loadBalancer => loadBalancer.GetProperty("listeners").EnumerateArray().Select(
            listener => new RunningListener(
                loadBalancer.GetProperty("name").GetString()!,
                listener.GetProperty("port").GetInt32(),
                listener.GetProperty("arn").GetString()!,
                There(new Uri(listener.GetProperty("urls")[0].GetString()!), control),
                [.. listener.GetProperty("rules").EnumerateArray().Select(static rule => rule.GetProperty("priority").GetString()!)]))),
    ];

    /// <summary>Whether a URL with that port means it, or may.</summary>
    public bool IsAt(int? port) => port is null || port == Port || port == Url.Port;

    private static Uri There(Uri url, Uri control) =>
        url.IsLoopback && !control.IsLoopback ? new UriBuilder(url) { Host = control.Host }.Uri : url;
}

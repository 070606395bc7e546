using System.Globalization;
using AlbEmulator.Model;

namespace AlbEmulator.Expectations;

/// <summary>How a file of tests names a listener.</summary>
/// <param name="LoadBalancer">Its name; null for any.</param>
/// <param name="Port">With AWS.</param>
internal sealed record ListenerPlace(string? LoadBalancer, int Port)
{
    /// <param name="text">Such as <c>443</c> or <c>shop:443</c>.</param>
    /// <returns>Null for <c>none</c>, and for what is wrong.</returns>
    public static ListenerPlace? Read(string text)
    {
        var colon = text.LastIndexOf(':');
        return int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port is >= Bounds.LeastPort and <= Bounds.MostPort && colon != 0
            ? new ListenerPlace(colon < 0 ? null : text[..colon], port)
            : null;
    }

    public static string? ProblemWith(string text) => text == ExpectShape.None || Read(text) is not null
        ? null
        : $"must be a port such as 443, a load balancer with one such as shop:443, or none, not {Quoted.Text(text)}";

    public bool Is(string loadBalancer, int port) => Port == port && (LoadBalancer is null || LoadBalancer == loadBalancer);
}

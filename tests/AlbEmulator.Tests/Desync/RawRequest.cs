using AlbEmulator.Desync;

namespace AlbEmulator.Tests.Desync;

/// <summary>A request to the byte, and what is to be made of it.</summary>
/// <param name="Text">One byte in each character.</param>
/// <param name="Reason">Why it is not compliant.</param>
internal sealed record RawRequest(string Text, ClassificationReason Reason = ClassificationReason.None)
{
    /// <summary>What it gets where its mode lets it pass: 200 unless the load balancer cannot pass it on.</summary>
    public int Status { get; init; } = 200;

    /// <summary>What a target gets; null where it is what the client sent.</summary>
    public string? Target { get; init; }

    /// <summary>The body that a target gets.</summary>
    public string Body { get; init; } = "";

    public SafetyTier Tier => new Classification(Reason).Tier;

    /// <summary>Whether the client itself asks for the end of its connection.</summary>
    public bool IsHttp10 => Text.Contains("HTTP/1.0", StringComparison.Ordinal);

    public static RawRequest Get(string line, ClassificationReason reason = ClassificationReason.None) =>
        new($"{line}\r\nHost: x\r\n\r\n", reason);

    public static RawRequest With(string header, ClassificationReason reason = ClassificationReason.None, string body = "") =>
        new($"POST / HTTP/1.1\r\nHost: x\r\n{header}\r\n\r\n{body}", reason);
}

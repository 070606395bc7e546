using AlbEmulator.Model;
using AlbEmulator.Rules.Explanations;

namespace AlbEmulator.Expectations;

/// <summary>A request, and what is expected of it.</summary>
/// <param name="Origin">Where the request is written.</param>
/// <param name="Name">What the test is about; null where that is not said.</param>
/// <param name="Line">Method and URL.</param>
/// <param name="Request">What rules look at.</param>
/// <param name="Body">Of the request, where one is sent; empty for none.</param>
/// <param name="Expectations">All of them must be met.</param>
internal sealed record RequestTest(
    Origin Origin, string? Name, TestedLine Line, AskedRequest Request, string Body, IReadOnlyList<Expectation> Expectations)
{
    /// <summary>Whether it says by which address its client comes.</summary>
    public bool HasSourceIp { get; init; }

    /// <summary>What it is called in reports.</summary>
    public string Title => Name is null ? Line.ToString() : $"{Name} ({Line})";
}

using System.Text;
using AlbEmulator.RequestFiles;

namespace AlbEmulator.Comparisons;

/// <summary>A comparison as it is told to people and programs, with what may be sensitive covered.</summary>
/// <param name="Version">Of the emulator's program.</param>
/// <param name="Requests">In the order of the file.</param>
/// <param name="IsCovered">Whether something may be left out.</param>
internal sealed record ToldComparison(string Version, IReadOnlyList<ToldRequest> Requests, bool IsCovered)
{
    /// <summary>Requests whose answers differ.</summary>
    public int Different => Requests.Count(static request => request.Differences.Count > 0);

    public static ToldComparison Of(string version, IReadOnlyList<ComparedRequest> compared, Cover cover) =>
        new(version, [.. compared.Select(one => ToldRequest.Of(one, cover))], !cover.IsOff);
}

/// <summary>A request of it.</summary>
/// <param name="Request">In a line.</param>
/// <param name="Name">What the file calls it; null for nothing.</param>
/// <param name="Sent">The lines of its head.</param>
/// <param name="Differences">In what the answers differ; none where they are the same.</param>
/// <param name="LoadBalancer">The load balancer's answer.</param>
/// <param name="Emulator">The emulator's answer.</param>
/// <param name="Patch">Both as a patch, as far as they are told; none where they are the same.</param>
internal sealed record ToldRequest(
    string Request,
    string? Name,
    IReadOnlyList<string> Sent,
    IReadOnlyList<ToldDifference> Differences,
    ToldAnswer LoadBalancer,
    ToldAnswer Emulator,
    IReadOnlyList<string> Patch)
{
    public static ToldRequest Of(ComparedRequest compared, Cover cover)
    {
        var request = compared.Planned.Request;
        var (one, other) = (ToldAnswer.Of(compared.LoadBalancer, cover), ToldAnswer.Of(compared.Emulator, cover));
        return new ToldRequest(
            cover.Words(Line(compared.Planned)),
            request.Name is null ? null : cover.Words(request.Name),
            ToldMessage.Head(compared.Message, cover),
            [.. compared.Differences.Select(difference => ToldDifference.Of(difference, cover))],
            one,
            other,
            compared.Differences.Count == 0 ? [] : [.. AnswerPatch.Of(compared, one, other)]);
    }

    private static string Line(PlannedRequest planned) => planned.Request switch
    {
        WrittenRequest.Raw => $"{planned.LoadBalancer.Scheme}://{planned.Host} (raw)",
        WrittenRequest.Parts parts => $"{parts.Method} {planned.LoadBalancer.Scheme}://{planned.Host}{parts.Url.Uri}{(parts.Version == "HTTP/1.1" ? "" : $" {parts.Version}")}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>One thing in which two answers differ.</summary>
/// <param name="What">In words.</param>
/// <param name="LoadBalancer">What the load balancer has; null for nothing.</param>
/// <param name="Emulator">What the emulator has; null for nothing.</param>
internal sealed record ToldDifference(string What, string? LoadBalancer, string? Emulator)
{
    public static ToldDifference Of(Difference difference, Cover cover) => new(
        difference.What, Value(difference, difference.LoadBalancer, cover), Value(difference, difference.Emulator, cover));

    private static string? Value(Difference difference, string value, Cover cover) =>
        value.Length == 0 && difference.Kind != DifferenceKind.Reason ? null : cover.Of(difference, value);
}

/// <summary>One of the two answers.</summary>
/// <param name="Ending">How it ended.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Head">Its lines, the first of which has the status; none where there is no answer.</param>
/// <param name="BodyBytes">Bytes of its body.</param>
/// <param name="Body">As text; null where it is left out, or no text.</param>
internal sealed record ToldAnswer(string Ending, long Milliseconds, IReadOnlyList<string> Head, long BodyBytes, string? Body)
{
    /// <summary>Bytes of a body that are told.</summary>
    private const int LongestBody = 4 * 1024;

    /// <summary>Of a body no more than the load balancer itself made: what targets answer is nobody's.</summary>
    public static ToldAnswer Of(WireAnswer answer, Cover cover) => new(
        Differences.Ending(answer),
        (long)answer.Took.TotalMilliseconds,
        answer.HasHead ? [cover.Words($"{answer.Version} {answer.Status}{answer.Reason}"), .. answer.Lines.Select(line => $"{cover.Words(line.Name)}: {cover.Header(line.Name, line.Value)}")] : [],
        answer.Body.Length,
        (cover.IsOff || answer.IsOfLoadBalancer) && answer.Body.Length > 0 ? cover.Words(Encoding.Latin1.GetString(answer.Body.AsSpan(0, Math.Min(answer.Body.Length, LongestBody)))) : null);
}

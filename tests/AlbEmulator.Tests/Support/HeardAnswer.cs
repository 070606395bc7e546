using AlbEmulator.Tests.Desync;

namespace AlbEmulator.Tests.Support;

/// <summary>An answer of the emulator, or of a <see cref="TellingTarget"/>.</summary>
/// <param name="Status">Of its first line.</param>
/// <param name="Trace">The id of the request that it answers; null where no target made it.</param>
/// <param name="HasBody">Whether it has the body that its head announces.</param>
/// <param name="Marks">Exchanges whose marks are in it.</param>
internal sealed record HeardAnswer(int Status, string? Trace, bool HasBody, IReadOnlyList<int> Marks)
{
    /// <summary>The answers of a connection, in order, without interim ones and without one that is broken off.</summary>
    /// <exception cref="FormatException">They are no answers.</exception>
    public static IReadOnlyList<HeardAnswer> ReadAll(string text)
    {
        var answers = new List<HeardAnswer>();
        for (var at = 0; at < text.Length;)
        {
            // Whoever sends mutated requests does not know which of them are of the method HEAD.
            var body = text.IndexOf("\r\n\r\n", at, StringComparison.Ordinal) + 4;
            var isHead = body == text.Length || text.AsSpan(body).StartsWith("HTTP/1.1 ");
            if (StrictAnswer.Read(text, at, isHead, hasEnded: true) is not { } answer)
            {
                break;
            }

            at += answer.Length;
            if (!answer.IsInterim)
            {
                answers.Add(Of(answer, isHead));
            }
        }

        return answers;
    }

    public override string ToString() => $"{Status} {Trace} {string.Join(' ', Marks)}";

    private static HeardAnswer Of(StrictAnswer answer, bool isHead)
    {
        var told = answer.Header("X-Told");
        if (told is not null && !isHead && answer.Body.TrimEnd() != told)
        {
            throw new FormatException($"The head of one answer and the body of another: {answer.Head}{answer.Body}");
        }

        return new(
            answer.Status,
            told?.Split(' ')[0],
            !isHead || answer.Header("Content-Length") == "0",
            Mark.In(answer.Head + answer.Body));
    }
}

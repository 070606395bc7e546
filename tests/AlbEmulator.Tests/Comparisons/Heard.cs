using System.Text;
using AlbEmulator.Comparisons;

namespace AlbEmulator.Tests.Comparisons;

/// <summary>Answers for tests that ask nobody.</summary>
internal static class Heard
{
    /// <param name="head">Status line and headers, with lines that end with a line feed.</param>
    /// <param name="body">The body.</param>
    public static WireAnswer Answer(string head, string body = "")
    {
        var lines = head.ReplaceLineEndings("\n").Trim('\n').Split('\n');
        return new WireAnswer
        {
            End = AnswerEnd.Whole,
            Took = TimeSpan.FromMilliseconds(1),
            Version = lines[0][..8],
            Status = int.Parse(lines[0].AsSpan(9, 3)),
            Reason = lines[0][12..],
            Lines = [.. lines.Skip(1).Select(line => line.Split(": ", 2)).Select(line => new WireLine(line[0], line[1]))],
            Body = Encoding.Latin1.GetBytes(body),
        };
    }

    /// <summary>What differs, each in a line.</summary>
    public static IReadOnlyList<string> Differences(WireAnswer one, WireAnswer other, int? onePort = null, int? otherPort = null) =>
        [.. AlbEmulator.Comparisons.Differences.Of(one, other, new ValueForm(one, onePort), new ValueForm(other, otherPort))
            .Select(difference => $"{difference.What}: {difference.LoadBalancer} | {difference.Emulator}")];
}

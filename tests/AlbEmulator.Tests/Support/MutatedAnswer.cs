using System.Text;
using AlbEmulator.Tests.Desync;

namespace AlbEmulator.Tests.Support;

/// <summary>
/// A request and the mutated answer that its target gives; both depend on a number alone. A target leaves its connection
/// open only behind an answer that is whole, perhaps with something behind it that belongs to nobody.
/// </summary>
/// <param name="Number">Whose mark both have.</param>
/// <param name="Request">As the client sends it.</param>
/// <param name="Text">What the target sends.</param>
/// <param name="Whole">What anybody takes it for; null where that may differ.</param>
/// <param name="Length">Bytes of the whole answer and the interim ones before it.</param>
internal sealed record MutatedAnswer(int Number, string Request, string Text, StrictAnswer? Whole, int Length)
{
    private const int LargeBody = 20_000;

    public bool IsHead => Request.StartsWith("HEAD", StringComparison.Ordinal);

    /// <summary>Whether the target gives it before it reads the body.</summary>
    public bool IsEarly => Number % 16 == 3;

    /// <summary>Whether everybody passes it on: it is all that the target sends, and no limit is near.</summary>
    public bool IsSound => Whole is { Status: >= 200 and < 600, IsPlain: true, Head.Length: < 30_000 } && Length == Text.Length;

    /// <summary>Whether the target waits for the next request.</summary>
    public bool StaysOpen => Whole is { Status: not 101 } && !Text.Contains("close", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it ends its connection with RST where it does not stay open.</summary>
    public bool EndsWithReset => Number % 5 == 0;

    public static MutatedAnswer Of(int number)
    {
        var mark = Mark.Of(number);
        var path = $"/{mark}";
        var request = (number % 16) switch
        {
            3 => Wire.Post(path, new string('x', LargeBody)),
            5 => Wire.Upgrade(path),
            6 or 13 => Wire.Request("HEAD", path),
            8 => Wire.Post(path, mark),
            10 => Wire.PostChunked(path, "hello", mark),
            _ => Wire.Get(path),
        };
        var text = Encoding.Latin1.GetString(new Mutator(number, AnswerSamples.All, AnswerSamples.Tokens).Next(mark));
        var (whole, length) = Read(text, request.StartsWith("HEAD", StringComparison.Ordinal));
        return new(number, request, text, whole, length);
    }

    private static (StrictAnswer? Whole, int Length) Read(string text, bool isHead)
    {
        try
        {
            var at = 0;
            while (StrictAnswer.Read(text, at, isHead, hasEnded: false) is { } answer)
            {
                at += answer.Length;
                if (!answer.IsInterim)
                {
                    return (answer, at);
                }
            }

            return (null, 0);
        }
        catch (FormatException)
        {
            return (null, 0);
        }
    }
}

using System.Text;

namespace AlbEmulator.Comparisons;

/// <summary>
/// Two answers as one patch: what only the load balancer sent, what only the emulator sent, and what both did. A line that differs by its
/// nature alone is one of both.
/// </summary>
internal static class AnswerPatch
{
    /// <summary>Lines of each that are looked at.</summary>
    private const int Most = 100;

    /// <param name="compared">The answers.</param>
    /// <param name="one">The load balancer's, as it is told.</param>
    /// <param name="other">The emulator's, as it is told.</param>
    public static IEnumerable<string> Of(ComparedRequest compared, ToldAnswer one, ToldAnswer other)
    {
        var (lines, others) = (
            Lines(compared, compared.LoadBalancer, compared.LoadBalancerForm, one, static difference => difference.LoadBalancer),
            Lines(compared, compared.Emulator, compared.EmulatorForm, other, static difference => difference.Emulator));
        return ["--- load balancer", "+++ emulator", .. Of([.. lines.Take(Most)], [.. others.Take(Most)])];
    }

    private static IEnumerable<PatchLine> Lines(
        ComparedRequest compared, WireAnswer answer, ValueForm form, ToldAnswer told, Func<Difference, string> side)
    {
        foreach (var difference in compared.Differences.Where(static one => one.Kind <= DifferenceKind.Interim))
        {
            yield return PatchLine.Plain($"({difference.What}: {side(difference)})");
        }

        if (!answer.HasHead)
        {
            yield break;
        }

        yield return PatchLine.Plain(told.Head[0]);
        foreach (var (line, text) in answer.Lines.Zip(told.Head.Skip(1)))
        {
            yield return new PatchLine($"{line.Name}: {form.OfHeader(line.Name, line.Value)}", text);
        }

        yield return PatchLine.Plain("");
        var isSame = compared.Differences.All(static one => one.Kind != DifferenceKind.Body);
        yield return new PatchLine(isSame ? "" : Encoding.Latin1.GetString(answer.Body), told.Body ?? $"({told.BodyBytes} bytes of body{(told.BodyBytes > 0 ? ", left out" : "")})");
    }

    private static IEnumerable<string> Of(PatchLine[] lines, PatchLine[] others)
    {
        var common = Common(lines, others);
        var (at, otherAt) = (0, 0);
        while (at < lines.Length || otherAt < others.Length)
        {
            if (at < lines.Length && otherAt < others.Length && lines[at].Key == others[otherAt].Key)
            {
                yield return $" {lines[at++].Text}";
                otherAt++;
            }
            else if (otherAt == others.Length || (at < lines.Length && common[at + 1, otherAt] >= common[at, otherAt + 1]))
            {
                yield return $"-{lines[at++].Text}";
            }
            else
            {
                yield return $"+{others[otherAt++].Text}";
            }
        }
    }

    /// <summary>How many lines are common from each pair of places on.</summary>
    private static int[,] Common(PatchLine[] lines, PatchLine[] others)
    {
        var common = new int[lines.Length + 1, others.Length + 1];
        for (var at = lines.Length - 1; at >= 0; at--)
        {
            for (var otherAt = others.Length - 1; otherAt >= 0; otherAt--)
            {
                common[at, otherAt] = lines[at].Key == others[otherAt].Key
                    ? common[at + 1, otherAt + 1] + 1
                    : Math.Max(common[at + 1, otherAt], common[at, otherAt + 1]);
            }
        }

        return common;
    }

    /// <param name="Key">By which it is the same as another.</param>
    /// <param name="Text">As it is told.</param>
    private sealed record PatchLine(string Key, string Text)
    {
        public static PatchLine Plain(string text) => new(text, text);
    }
}

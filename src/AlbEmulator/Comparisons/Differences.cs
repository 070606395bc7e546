using System.Text;

namespace AlbEmulator.Comparisons;

/// <summary>
/// In what two answers to one request differ. What differs by its nature is compared by its <see cref="ValueForm"/>, and of time only what no
/// busy machine makes.
/// </summary>
internal static class Differences
{
    /// <summary>What is faster is fast, whoever else is faster still.</summary>
    private static readonly TimeSpan Fast = TimeSpan.FromSeconds(3);

    /// <summary>So much longer than the other an answer takes that is slow.</summary>
    private const int Slower = 3;

    /// <param name="one">The load balancer's answer.</param>
    /// <param name="other">The emulator's answer.</param>
    /// <param name="form">Of values of the load balancer's.</param>
    /// <param name="otherForm">Of values of the emulator's.</param>
    public static IReadOnlyList<Difference> Of(WireAnswer one, WireAnswer other, ValueForm form, ValueForm otherForm)
    {
        var found = new List<Difference>();
        Add(found, DifferenceKind.Ending, Ending(one), Ending(other));
        Add(found, DifferenceKind.Time, Pace(one, other), Pace(other, one));
        Add(found, DifferenceKind.Interim, string.Join(", ", one.Interim), string.Join(", ", other.Interim));
        if (one.HasHead && other.HasHead)
        {
            Add(found, DifferenceKind.Version, one.Version, other.Version);
            Add(found, DifferenceKind.Status, $"{one.Status}", $"{other.Status}");
            Add(found, DifferenceKind.Reason, one.Reason, other.Reason);
            found.AddRange(HeaderDifferences.Of(one, other, form, otherForm));
            AddBody(found, one, other, form, otherForm);
            var (trailers, otherTrailers) = (string.Join("; ", one.Trailers), string.Join("; ", other.Trailers));
            if (form.OfBody(trailers) != otherForm.OfBody(otherTrailers))
            {
                Add(found, DifferenceKind.Trailers, trailers, otherTrailers);
            }
        }

        return found;
    }

    /// <summary>How an answer ends, in words.</summary>
    public static string Ending(WireAnswer answer) => (answer.End, answer.HasHead) switch
    {
        (AnswerEnd.Whole, _) => "a whole answer",
        (AnswerEnd.TimedOut, false) => "no answer in time",
        (AnswerEnd.TimedOut, true) => "an answer whose body does not end in time",
        (AnswerEnd.Closed, false) => "the connection is closed without an answer",
        (AnswerEnd.Closed, true) => "the connection is closed in the middle of the body",
        (AnswerEnd.Reset, false) => "the connection is reset without an answer",
        (AnswerEnd.Reset, true) => "the connection is reset in the middle of the body",
        (AnswerEnd.Unreadable, _) => $"the answer {answer.Fault}",
        (AnswerEnd.TooLong, _) => "an answer that is longer than what is read of one",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>What did not come is told by how it ends.</summary>
    private static string Pace(WireAnswer answer, WireAnswer other) =>
        answer.End == AnswerEnd.Whole && other.End == AnswerEnd.Whole && answer.Took > Fast && answer.Took > Slower * other.Took ? "slow" : "fast";

    private static void AddBody(List<Difference> found, WireAnswer one, WireAnswer other, ValueForm form, ValueForm otherForm)
    {
        if (one.End != AnswerEnd.Whole || other.End != AnswerEnd.Whole || one.Body.AsSpan().SequenceEqual(other.Body))
        {
            return;
        }

        var (text, otherText) = (form.OfBody(Encoding.Latin1.GetString(one.Body)), otherForm.OfBody(Encoding.Latin1.GetString(other.Body)));
        if (text == otherText)
        {
            return;
        }

        var same = one.Body.AsSpan().CommonPrefixLength(other.Body);
        found.Add(new Difference(DifferenceKind.Body, null, $"{one.Body.Length} bytes, which differ from byte {same + 1} on", $"{other.Body.Length} bytes"));
    }

    private static void Add(List<Difference> found, DifferenceKind kind, string one, string other)
    {
        if (one != other)
        {
            found.Add(new Difference(kind, null, one, other));
        }
    }
}

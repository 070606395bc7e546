using AlbEmulator.Tracing;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Tests.Tracing;

/// <summary>Whatever comes in, what goes out can be read by whoever reads AWS's format.</summary>
public sealed class TraceHeaderPropertyTests
{
    private const long Now = 0x67891234;

    [Fact]
    public void Whatever_comes_in_every_part_of_what_goes_out_is_a_field() =>
        Check((_, sent) => sent.Split(';').All(field => field.IndexOf('=', StringComparison.Ordinal) > 0));

    [Fact]
    public void Whatever_comes_in_there_is_one_Root_and_at_most_one_Self_which_is_first() =>
        Check((_, sent) =>
        {
            var names = sent.Split(';').Select(NameOf).ToArray();
            return names.Count(name => name == "Root") == 1
                && !names.Skip(1).Contains("Self");
        });

    [Fact]
    public void Whatever_comes_in_custom_fields_go_out_the_same_in_the_same_order() =>
        Check((received, sent) => CustomFields(received).SequenceEqual(CustomFields([sent])));

    [Fact]
    public void Whatever_comes_in_the_first_Root_goes_out_with_a_new_Self_before_it() =>
        Check((received, sent) =>
        {
            var roots = Fields(received).Where(field => NameOf(field) == "Root").ToArray();
            return roots.Length == 0
                || (sent.Split(';').Contains($"Root={roots[0].Split('=', 2)[1].Trim(' ', '\t')}")
                    && sent.StartsWith("Self=1-67891234-", StringComparison.Ordinal));
        });

    [Fact]
    public void Whatever_comes_in_what_goes_out_fits_in_a_header_line() =>
        Check((_, sent) => !sent.AsSpan().ContainsAny('\r', '\n', '\0'));

    private static void Check(Func<string[], string, bool> holds)
    {
        var ids = new TraceIds();
        Prop.ForAll(Headers(), received =>
                holds(received, TraceHeader.Decide(new StringValues(received), 500, Now, ids)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000).WithReplay(20260101, 3));
    }

    /// <summary>One to three header lines, of well-formed fields, near misses, and bytes of any kind.</summary>
    private static Arbitrary<string[]> Headers()
    {
        var letter = Gen.Elements(";=\r\n\0 \t-1abRSrs\u00e9\u00ff\"".ToCharArray());
        var junk = letter.ArrayOf().Select(chars => new string(chars));
        var name = Gen.OneOf(
            Gen.Elements("Root", "Self", "CalledFrom", "Parent", "root", "SELF", " Root", "Self ", ""), junk);
        var value = Gen.OneOf(
            Gen.Elements("1-67891233-abcdef012345678912345678", "app", "", "?", "a=b", "aae260cf:0|74085691:0"), junk);
        var field = Gen.Zip(name, value).Select(pair => $"{pair.Item1}={pair.Item2}");
        var part = Gen.OneOf(field, field, field, junk);
        var line = part.ArrayOf().Select(parts => string.Join(';', parts));
        return Gen.Choose(1, 3).SelectMany(lines => line.ArrayOf(lines)).ToArbitrary();
    }

    private static IEnumerable<string> CustomFields(string[] lines) =>
        Fields(lines).Where(field => NameOf(field) is not ("Root" or "Self"));

    private static IEnumerable<string> Fields(string[] lines) => lines
        .SelectMany(line => line.Split(';'))
        .Where(part => NameOf(part).Length > 0 && !part.AsSpan().ContainsAny('\r', '\n', '\0'));

    private static string NameOf(string field) =>
        field[..Math.Max(0, field.IndexOf('=', StringComparison.Ordinal))].Trim(' ', '\t');
}

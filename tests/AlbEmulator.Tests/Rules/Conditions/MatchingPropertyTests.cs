using AlbEmulator.Model;
using AlbEmulator.Requests;
using AlbEmulator.Rules.Conditions;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Tests.Rules.Conditions;

/// <summary>Patterns and texts of few letters, so that they often nearly match, and sometimes do.</summary>
public sealed class MatchingPropertyTests
{
    private static readonly Gen<string> Pattern = Text("abA*?\\");
    private static readonly Gen<string> Sent = Text("abA*?\\\u00e9");

    [Fact]
    public void Wildcards_match_as_a_naive_matcher_does() =>
        Check(
            Gen.Zip(Pattern, Sent),
            ((string Pattern, string Text) way) => new[] { (false, false), (false, true), (true, false), (true, true) }.All(
                options => WildcardPattern.Compile(way.Pattern, options.Item1, options.Item2).Matches(way.Text)
                    == NaiveMatching.Wildcards(way.Pattern, way.Text, options.Item1, options.Item2)));

    [Fact]
    public void Patterns_that_were_made_from_a_text_match_it() =>
        Check(
            Gen.Zip(Sent, Gen.Choose(0, int.MaxValue)),
            ((string Text, int Seed) way) =>
            {
                var random = new Random(way.Seed);
                var pattern = string.Concat(way.Text.Select(character => random.Next(4) switch
                {
                    0 => "?",
                    1 => "*",
                    _ when character is '*' or '?' => "\\" + character,
                    _ when character == '\\' => "?",
                    2 => character + "*",
                    _ => character.ToString(),
                }));
                return WildcardPattern.Compile(pattern, ignoreCase: false, escapes: true).Matches(way.Text)
                    && WildcardPattern.Compile(pattern, ignoreCase: true, escapes: true).Matches(way.Text);
            });

    [Fact]
    public void Long_pieces_with_holes_match_as_a_naive_matcher_does() =>
        Check(
            Gen.Zip(Gen.Choose(120, 140), Gen.Choose(0, int.MaxValue)),
            ((int Length, int Seed) way) =>
            {
                var random = new Random(way.Seed);
                var piece = string.Concat(Enumerable.Range(0, way.Length).Select(_ => "aaaa?b"[random.Next(6)]));
                var text = "aaab" + piece.Replace('?', 'x') + "ab";
                var broken = text.Remove(random.Next(text.Length), 1);
                return new[] { text, broken }.All(sent =>
                    WildcardPattern.Compile($"*{piece}*", ignoreCase: false).Matches(sent)
                    == NaiveMatching.Wildcards($"*{piece}*", sent, false, false));
            });

    [Fact]
    public void Queries_match_as_a_naive_matcher_does()
    {
        var key = Gen.OneOf(Text("ab*"), Text("ab?"), Gen.Constant((string)null!));
        var pair = Gen.Zip(key, Text("aB*?\\")).Select(both => new QueryParameter(both.Item1, both.Item2));
        var condition = Gen.Choose(1, 3).SelectMany(count => pair.ArrayOf(count)).Select(pairs => new Condition.QueryString(pairs));
        var uri = Text("ab=&?#").Select(text => "/a" + text);
        Check(
            Gen.Zip(condition, uri),
            ((Condition.QueryString Condition, string Uri) way) =>
                Conditions.HoldsForUri(way.Condition, way.Uri) == NaiveMatching.Query(way.Condition, way.Uri));
    }

    [Fact]
    public void Headers_match_as_a_naive_matcher_does()
    {
        var name = Gen.Elements("X-A", "x-a", "X-B", "Accept", "X-AB");
        var line = Gen.Zip(name, Text("abA"));
        var condition = Gen.Zip(name, Gen.Choose(1, 3).SelectMany(count => Text("abA*?").ArrayOf(count)))
            .Select(both => new Condition.HttpHeader(both.Item1, both.Item2));
        Check(
            Gen.Zip(condition, line.ArrayOf()),
            ((Condition.HttpHeader Condition, (string Name, string Line)[] Headers) way) =>
            {
                var headers = new HeaderDictionary();
                foreach (var (sentName, sentLine) in way.Headers)
                {
                    headers[sentName] = StringValues.Concat(headers[sentName], sentLine);
                }

                return Conditions.Holds(way.Condition, new RuleSubject { Headers = headers })
                    == NaiveMatching.Header(way.Condition, way.Headers);
            });
    }

    private static Gen<string> Text(string letters) => Gen.Elements(letters.ToCharArray()).ArrayOf().Select(chars => new string(chars));

    private static void Check<T>(Gen<T> ways, Func<T, bool> holds) =>
        Prop.ForAll(ways.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(3000).WithReplay(20260301, 5));
}

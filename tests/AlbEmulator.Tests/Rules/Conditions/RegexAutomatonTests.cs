using AlbEmulator.Model;
using AlbEmulator.Rules.Conditions;
using FsCheck;
using FsCheck.Fluent;

namespace AlbEmulator.Tests.Rules.Conditions;

/// <summary>
/// .NET's engine is the second opinion. On short ASCII texts without newlines it means the same by everything.
/// </summary>
public sealed class RegexAutomatonTests
{
    private static readonly string[] Atoms =
    [
        "a", "b", "B", ".", "[ab]", "[^a]", @"\w", @"\W", @"\d", "^", "$", @"\b", @"\B", @"\A", @"\z", "(", "(?:", "(?i:", ")", ")",
        "|", "*", "+", "?", "{2}", "{0,2}", "{1,}", "{0}", "-", "1", "(?i)", "",
    ];

    [Fact]
    public void The_automaton_matches_what_the_engine_of_NET_matches()
    {
        var pattern = Gen.Elements(Atoms).ArrayOf().Select(string.Concat).Where(text => AlbRegex.ProblemWith(text) is null);
        var texts = Gen.Elements("abAB1- ".ToCharArray()).ArrayOf().Select(chars => new string(chars)).ArrayOf(10);
        Prop.ForAll(Gen.Zip(pattern, texts).ToArbitrary(), Agree)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000).WithReplay(20260301, 7));
    }

    [Theory]
    [InlineData("(ab|cd){40}e")]
    [InlineData("(a|b){100}")]
    [InlineData("^.{63}a.{0,2}b")]
    [InlineData("^.{64}b?$")]
    [InlineData("(a|b|[cd]|ab|ba){12}e")]
    [InlineData("(a{0,20}b){5}$")]
    [InlineData(@"(\b\w{1,30}\b.?){3}$")]
    public void Expressions_of_more_than_64_places_match_as_well(string pattern)
    {
        var random = new Random(3);
        for (var time = 0; time < 50; time++)
        {
            var texts = Enumerable.Range(0, 4).Select(
                letters => string.Concat(Enumerable.Range(0, random.Next(130)).Select(_ => "abcde "[random.Next(letters + 1)])));
            Assert.True(Agree((pattern, [.. texts, string.Concat(Enumerable.Repeat("abcd", 20)) + "e"])));
        }
    }

    [Fact]
    public void The_first_text_costs_as_little_as_the_last()
    {
        // Each of these has an engine that makes its states when it meets them spend seconds, or minutes.
        string[] patterns = ["(a{0,30}){30}c", "(.*a.{30}c|.*b.{30}c|.*x.{30}c){3}z", ".*a.{200}b.{200}c", "(a|b)*a(a|b){20}c"];
        var random = new Random(1);
        foreach (var pattern in patterns)
        {
            var automaton = RegexAutomaton.Compile(pattern, ignoreCase: false);
            for (var time = 0; time < 100; time++)
            {
                var text = string.Concat(Enumerable.Range(0, 8192).Select(_ => "ab"[random.Next(2)]));
                Assert.False(automaton.IsMatch(text));
            }
        }
    }

    private static bool Agree((string Pattern, string[] Texts) way)
    {
        foreach (var ignoreCase in new[] { false, true })
        {
            var regex = AlbRegex.Compile(way.Pattern, ignoreCase);
            var automaton = RegexAutomaton.Compile(way.Pattern, ignoreCase);
            if (!way.Texts.All(text => automaton.IsMatch(text) == regex.IsMatch(text)))
            {
                return false;
            }
        }

        return true;
    }
}

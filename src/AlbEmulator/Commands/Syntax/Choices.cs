using System.CommandLine;
using AlbEmulator.Shapes;

namespace AlbEmulator.Commands.Syntax;

/// <summary>Options that take one of a few words.</summary>
internal static class Choices
{
    /// <param name="name">Such as <c>--format</c>.</param>
    /// <param name="description">For its help.</param>
    /// <param name="words">Of which it takes one; the first is the default.</param>
    public static Option<string> Option(string name, string description, IReadOnlyList<string> words)
    {
        var option = new Option<string>(name)
        {
            Description = $"{description} {words[0]} if not given.",
            HelpName = string.Join('|', words),
        };
        option.CompletionSources.Add([.. words]);
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var given] && !words.Contains(given.Value))
            {
                result.AddError(
                    $"{name} takes {Words.Or(words)}, not '{Model.Quoted.Plain(given.Value)}'{Spelling.DidYouMean(given.Value, words)}");
            }
        });
        return option;
    }
}

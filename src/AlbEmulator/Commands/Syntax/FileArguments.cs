using System.CommandLine;
using System.CommandLine.Parsing;

namespace AlbEmulator.Commands.Syntax;

/// <summary>The files that a command reads.</summary>
internal static class FileArguments
{
    public static Argument<string[]> Of() => NoOption(new Argument<string[]>("FILE")
    {
        Description = RunArguments.Files,
        Arity = ArgumentArity.ZeroOrMore,
    });

    /// <summary>What begins with a hyphen is an option that there is not, and never a value.</summary>
    public static Argument<T> NoOption<T>(Argument<T> argument)
    {
        argument.Validators.Add(static result =>
        {
            foreach (var token in result.Tokens)
            {
                if (UsageWords.Setting(token.Value) is { } setting)
                {
                    result.AddError(setting);
                }
                else if (UsageWords.IsOption(token.Value))
                {
                    result.AddError(UsageWords.UnknownOption(token.Value, CommandOf(result)));
                }
            }
        });
        return argument;
    }

    private static Command CommandOf(SymbolResult result)
    {
        while (result is not CommandResult)
        {
            result = result.Parent!;
        }

        return ((CommandResult)result).Command;
    }
}

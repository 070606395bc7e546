using AlbEmulator.Commands;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Commands;

/// <summary>What a shell offers when a word is half typed.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class CompletionTests
{
    /// <summary>Words behind <c>alb</c>, the last one half typed, and what it may become.</summary>
    public static TheoryData<string, string> Lines => new()
    {
        { "che", "check" },
        { "check --fo", "--format" },
        { "check --format ", "github json sarif text" },
        { "check --format=s", "--format=sarif" },
        { "completion z", "zsh" },
        { "comp", "compare completion" },
        { "compare --format ", "json markdown text" },
        { "compare --ag", "--against" },
        { "wait ", "healthy" },
        { "wait healthy --ti", "--timeout" },
        { "tru", "trust" },
        { "trust --", "--check --data --store --undo" },
        { "trust --store ", "system" },
        { "run --debug", "--debug-headers" },
        { "--fre", "--fresh" },
        { "check --he", "--help" },
        { "run --Alb:Limits=", "--Alb:Limits=Relaxed --Alb:Limits=Strict" },
        { "run --Alb:FileIsSeed=t", "--Alb:FileIsSeed=true" },
        { "--Alb:Lam", "--Alb:Lambda:Endpoint=" },
        { "--alb:portm", "--Alb:PortMap:" },
        { "run --Alb:PortM", "--Alb:PortMap:" },
        { "run --control ", "" },
        { "run my", "" },
        { "nothing ", "check completion convert echo env explain health run wait" },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task Word_is_completed(string typed, string words)
    {
        var output = new StringWriter();
        Assert.Equal(0, await CommandLine.RunAsync(["[complete]", .. typed.Split(' ')], output, new StringWriter()));
        var offered = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.All(words.Split(' ', StringSplitOptions.RemoveEmptyEntries), word => Assert.Contains(word, offered));
        Assert.Equal(words.Length == 0, offered.Length == 0);
    }

    [Fact]
    public async Task Every_setting_is_offered()
    {
        var output = new StringWriter();
        await CommandLine.RunAsync(["[complete]", "--Alb:"], output, new StringWriter());
        var offered = output.ToString().Split('\n');

        Assert.All(
            typeof(AlbSettings).GetProperties().Where(setting => setting.CanWrite),
            setting => Assert.Contains(offered, word => word.StartsWith($"--Alb:{setting.Name}", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Bash_offers_words_and_no_more_of_a_setting_than_stands_behind_its_colon()
    {
        if (!Programs.Have("bash"))
        {
            return;
        }

        const string script = """
            eval "$(alb completion bash)"
            try() { COMP_LINE="$1" COMP_POINT=${#1}; COMPREPLY=(); _alb 2>/dev/null; echo "${COMPREPLY[*]}"; }
            try 'alb che'; try 'alb check --format '; try 'alb run --Alb:Limits='; try 'alb run --Alb:Lim'; try 'alb run my'
            complete -p alb
            """;

        Assert.Equal(
            ["check", "github json sarif text", "Relaxed Strict", "Limits=", "", "complete -o default -F _alb alb"],
            await RunAsync("bash", script));
    }

    [Fact]
    public async Task Fish_offers_words_and_files()
    {
        if (!Programs.Have("fish"))
        {
            return;
        }

        const string script = """
            alb completion fish | source
            complete -C 'alb che'
            complete -C 'alb run --Alb:Limits='
            complete -C 'alb check my.y'
            """;

        Assert.Equal(["check", "--Alb:Limits=Relaxed", "--Alb:Limits=Strict", "my.yaml"], await RunAsync("fish", script));
    }

    [Fact]
    public async Task Zsh_offers_words()
    {
        if (!Programs.Have("zsh"))
        {
            return;
        }

        const string script = """
            autoload -Uz compinit && compinit -u -D
            eval "$(alb completion zsh)"
            [[ "$_comps[alb]" == _alb ]] && echo registered
            compadd() { while [[ "$1" != -a ]]; do shift; done; [[ "$1" == -a ]] && print -l -- "${(P@)2}"; }
            _files() { echo files; }
            try() { words=(alb "$@"); CURRENT=${#words}; _alb; }
            try che; try run --Alb:Limits=S; try run my
            """;

        Assert.Equal(["registered", "check", "--Alb:Limits=Strict", "files"], (await RunAsync("zsh", script)).Where(line => line.Length > 0));
    }

    [Theory]
    [InlineData("bash", "-n")]
    [InlineData("zsh", "-n")]
    [InlineData("fish", "--no-execute")]
    public async Task Script_is_one_of_its_shell(string shell, string parseOnly)
    {
        using var folder = new TempFolder();
        var output = new StringWriter();
        Assert.Equal(0, await CommandLine.RunAsync(["completion", shell], output, new StringWriter()));
        if (!Programs.Have(shell))
        {
            return;
        }

        var (exitCode, _, errors) = await Programs.RunAsync(shell, [parseOnly, folder.Write("alb", output.ToString())]);
        Assert.True(exitCode == 0, errors);
    }

    /// <summary>Lines that a script prints, in a folder with my.yaml.</summary>
    private static async Task<IReadOnlyList<string>> RunAsync(string shell, string script)
    {
        using var folder = new TempFolder();
        folder.Write("my.yaml", "");
        folder.Write("alb", $"#!/bin/sh\nexec {AlbProgram.InShell} \"$@\"\n");
        folder.Write("script", script);
        const string go = "cd \"$1\" && chmod +x alb && PATH=\"$PWD:$PATH\" HOME=\"$PWD\" exec \"$2\" ./script";
        var (_, output, errors) = await Programs.RunAsync("sh", ["-c", go, "sh", folder.Path, shell]);
        Assert.True(output.Length > 0, errors);
        return output.TrimEnd('\n').Split('\n');
    }
}

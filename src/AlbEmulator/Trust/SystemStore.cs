using System.Text;
using AlbEmulator.Machine;
using AlbEmulator.Model;

namespace AlbEmulator.Trust;

/// <summary>The store of a Linux system, which OpenSSL, curl, Python, Go and others look at. Only an administrator may change it.</summary>
/// <param name="places">Where it is looked for.</param>
internal sealed class SystemStore(TrustPlaces places) : ITrustStore
{
    private const int LongestBundle = 16 * 1024 * 1024;
    private const UnixFileMode ForAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly SystemLayout? _layout =
        SystemLayout.All.FirstOrDefault(layout => Directory.Exists(places.InRoot(layout.Folder)));

    public string Kind => TrustStores.System;

    public string Name => _layout is null ? "system store" : $"system store ({places.InRoot(_layout.Folder)})";

    public Task<TrustOutcome> LookAsync(TrustAnchor anchor) => Task.FromResult(Look(anchor));

    /// <summary>Whether it trusts an anchor, which two files tell.</summary>
    public TrustOutcome Look(TrustAnchor anchor)
    {
        if (_layout is null)
        {
            return new(TrustState.NoStore, "none of the folders is there that systems have for it: install the package ca-certificates");
        }

        var bundle = places.InRoot(_layout.Bundle);
        return Holds(FileOf(_layout, anchor), anchor) ? Holds(bundle, anchor) is var isIn && isIn
                ? new(TrustState.Present)
                : new(TrustState.Absent, $"its file is there, and {bundle} has it not yet", $"sudo {_layout.Program}")
            : Holds(bundle, anchor)
                ? new(TrustState.Present, $"by {bundle}")
                : new(TrustState.Absent);
    }

    public async Task<TrustOutcome> AddAsync(TrustAnchor anchor)
    {
        if (Look(anchor) is var now && (_layout is null || now.State == TrustState.Present))
        {
            return now;
        }

        var (file, update) = (FileOf(_layout, anchor), ShellWord.Line(_layout.Program));
        var byHand = $"sudo {ShellWord.Line("install", "-m", "644", anchor.Path, file)} && sudo {update}";
        if (places.Program(_layout.Program) is not { } program)
        {
            return TrustOutcome.Fail($"{_layout.Program} is not on the PATH: install the package ca-certificates", byHand);
        }

        var isOurs = !File.Exists(file);
        try
        {
            await File.WriteAllTextAsync(file, anchor.Pem);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(file, ForAll);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return TrustOutcome.Fail(exception.Message.TrimEnd('.'), byHand);
        }

        var (exitCode, said) = await HelperProgram.RunAsync(program, _layout.Arguments(places));
        if (exitCode == 0 && Holds(places.InRoot(_layout.Bundle), anchor))
        {
            return new(TrustState.Added);
        }

        if (isOurs)
        {
            File.Delete(file);
        }

        return TrustOutcome.Fail(
            exitCode == 0 ? $"{_layout.Program} left it out of {places.InRoot(_layout.Bundle)}" : $"{_layout.Program} ended with {exitCode}: {said}",
            byHand);
    }

    public async Task<TrustOutcome> RemoveAsync(TrustAnchor anchor)
    {
        if (_layout is null)
        {
            return Look(anchor);
        }

        var file = FileOf(_layout, anchor);
        var isThere = Holds(file, anchor);
        if (!isThere && !Holds(places.InRoot(_layout.Bundle), anchor))
        {
            return new(TrustState.Absent);
        }

        var update = $"sudo {ShellWord.Line([_layout.Program, .. _layout.Afresh])}";
        if (!isThere)
        {
            return TrustOutcome.Fail($"{places.InRoot(_layout.Bundle)} has it, and {file} is not as alb trust wrote it", update);
        }

        var byHand = $"sudo {ShellWord.Line("rm", file)} && {update}";
        if (places.Program(_layout.Program) is not { } program)
        {
            return TrustOutcome.Fail($"{_layout.Program} is not on the PATH: install the package ca-certificates", byHand);
        }

        try
        {
            File.Delete(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return TrustOutcome.Fail(exception.Message.TrimEnd('.'), byHand);
        }

        var (exitCode, said) = await HelperProgram.RunAsync(program, [.. _layout.Afresh, .. _layout.Arguments(places)]);
        return exitCode == 0 && !Holds(places.InRoot(_layout.Bundle), anchor)
            ? new(TrustState.Removed)
            : TrustOutcome.Fail(
                $"{file} is gone, and {places.InRoot(_layout.Bundle)} has it still: {_layout.Program} ended with {exitCode}: {said}", update);
    }

    private string FileOf(SystemLayout layout, TrustAnchor anchor) =>
        places.InRoot($"{layout.Folder}/alb-{anchor.Id}.crt");

    private static bool Holds(string file, TrustAnchor anchor) =>
        RegularFile.Read(file, LongestBundle).Bytes is { } bytes
        && Encoding.UTF8.GetString(bytes).ReplaceLineEndings("\n").Contains(anchor.Body, StringComparison.Ordinal);
}

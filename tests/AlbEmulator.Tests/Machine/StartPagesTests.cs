using AlbEmulator.Machine;

namespace AlbEmulator.Tests.Machine;

/// <summary>Which pages of its own file a program may give back.</summary>
public sealed class StartPagesTests
{
    private const string Program = "/opt/my programs/alb";

    /// <summary>The file's head, its code, its tables, what the loader changed in it, its data, and another file.</summary>
    private const string Mappings = """
        5598d57bf000-5598d581b000 r--p 00000000 fe:00 1234                       /opt/my programs/alb
        Size:                368 kB
        Anonymous:             0 kB
        VmFlags: rd mr mw me sd
        5598d581b000-5598d6a05000 r-xp 0005c000 fe:00 1234                       /opt/my programs/alb
        Size:              18344 kB
        Anonymous:             0 kB
        5598d6a05000-5598d7905000 r--p 01246000 fe:00 1234                       /opt/my programs/alb
        Size:              15360 kB
        Rss:               13312 kB
        Anonymous:             0 kB
        AnonHugePages:         0 kB
        5598d7fcf000-5598d7fd1000 r--p 0280f000 fe:00 1234                       /opt/my programs/alb
        Size:                  8 kB
        Anonymous:             8 kB
        5598d7fd1000-5598d808b000 rw-p 02811000 fe:00 1234                       /opt/my programs/alb
        Anonymous:             0 kB
        7f4792600000-7f47926c5000 r--p 00000000 fe:00 99                         /usr/lib/libcrypto.so.3
        Anonymous:             0 kB
        7f5360ad0000-7f5360bbe000 r--p 00000000 00:00 0
        Anonymous:             0 kB

        """;

    [Fact]
    public void Pages_that_are_as_in_the_file_are_found() =>
        Assert.Equal(
            [(0x5598d57bf000, 0x5c000), (0x5598d6a05000, 0xf00000)],
            StartPages.Of(Mappings.ReplaceLineEndings("\n"), Program));

    [Theory]
    [InlineData("alb")]
    [InlineData("/opt/my programs/al")]
    [InlineData("/opt/my programs/alb (deleted)")]
    public void Other_files_have_none(string file) => Assert.Empty(StartPages.Of(Mappings.ReplaceLineEndings("\n"), file));

    [Theory]
    [InlineData("")]
    [InlineData("Anonymous: 0 kB\n")]
    [InlineData("x-y r--p\nAnonymous: 0 kB")]
    public void What_is_no_list_of_mappings_has_none(string text) => Assert.Empty(StartPages.Of(text, Program));

    /// <summary>A runtime compiles the program of the tests.</summary>
    [Fact]
    public void A_program_that_is_not_machine_code_gives_nothing_back() => Assert.Null(Record.Exception(StartPages.GiveBack));
}

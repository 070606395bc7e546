namespace AlbEmulator.Tests.Support;

public sealed class MarkTests
{
    [Fact]
    public void Mark_is_found_wherever_it_is() =>
        Assert.Equal([7, 1_234_567], Mark.In($"GET /{Mark.Of(7)} HTTP/1.1\r\nX: m{Mark.Of(1_234_567)}{Mark.Of(7)}\r\n\r\n"));

    [Fact]
    public void Mark_that_was_changed_is_none()
    {
        foreach (var number in new[] { 0, 1, 99, 200_000 })
        {
            var mark = Mark.Of(number);
            for (var at = 0; at < mark.Length; at++)
            {
                Assert.Empty(Mark.In(mark.Remove(at, 1)));
                Assert.All("0123456789abcdef-".Where(other => other != mark[at]), other =>
                    Assert.Empty(Mark.In($"{mark[..at]}{other}{mark[(at + 1)..]}")));
            }
        }
    }
}

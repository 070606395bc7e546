namespace AlbEmulator.Comparisons;

/// <summary>In what the header lines of two answers differ: which there are, how their names are written, their order, their values.</summary>
internal static class HeaderDifferences
{
    /// <param name="one">The load balancer's answer.</param>
    /// <param name="other">The emulator's answer.</param>
    /// <param name="form">Of values of the one.</param>
    /// <param name="otherForm">Of values of the other.</param>
    public static IEnumerable<Difference> Of(WireAnswer one, WireAnswer other, ValueForm form, ValueForm otherForm)
    {
        var (here, there) = (ByName(one), ByName(other));
        return
        [
            .. here.Concat(there).Select(static named => named.Key).Distinct(StringComparer.OrdinalIgnoreCase)
                .SelectMany(name => Names(name, [.. here[name]], [.. there[name]])),
            .. Order(one, other, here, there),
            .. here.Where(named => named.Count() == there[named.Key].Count())
                .SelectMany(named => Values([.. named], [.. there[named.Key]], form, otherForm)),
        ];
    }

    private static IEnumerable<Difference> Names(string name, WireLine[] here, WireLine[] there)
    {
        if (here.Length != there.Length)
        {
            yield return new Difference(DifferenceKind.HeaderCount, name, Join("; ", here.Select(Value)), Join("; ", there.Select(Value)));
        }

        var (written, otherWritten) = (here.Take(there.Length).Select(Name), there.Take(here.Length).Select(Name));
        if (!written.SequenceEqual(otherWritten))
        {
            yield return new Difference(DifferenceKind.HeaderCase, name, Join(", ", written), Join(", ", otherWritten));
        }
    }

    /// <summary>Of the lines that both have: of a name that one has more often, of its first lines.</summary>
    private static IEnumerable<Difference> Order(
        WireAnswer one, WireAnswer other, ILookup<string, WireLine> here, ILookup<string, WireLine> there)
    {
        string[] order = [.. Common(one, there)], otherOrder = [.. Common(other, here)];
        if (!order.SequenceEqual(otherOrder, StringComparer.OrdinalIgnoreCase))
        {
            yield return new Difference(DifferenceKind.HeaderOrder, null, Join(", ", order), Join(", ", otherOrder));
        }
    }

    private static IEnumerable<string> Common(WireAnswer answer, ILookup<string, WireLine> others)
    {
        var passed = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in answer.Lines)
        {
            passed[line.Name] = passed.GetValueOrDefault(line.Name) + 1;
            if (passed[line.Name] <= others[line.Name].Count())
            {
                yield return line.Name;
            }
        }
    }

    private static IEnumerable<Difference> Values(WireLine[] here, WireLine[] there, ValueForm form, ValueForm otherForm) =>
        from pair in here.Zip(there)
        where pair.First.Value != pair.Second.Value
            && form.OfHeader(pair.First.Name, pair.First.Value) != otherForm.OfHeader(pair.Second.Name, pair.Second.Value)
        select new Difference(DifferenceKind.HeaderValue, pair.First.Name, pair.First.Value, pair.Second.Value);

    private static ILookup<string, WireLine> ByName(WireAnswer answer) => answer.Lines.ToLookup(Name, StringComparer.OrdinalIgnoreCase);

    private static string Name(WireLine line) => line.Name;

    private static string Value(WireLine line) => line.Value;

    private static string Join(string separator, IEnumerable<string> texts) => string.Join(separator, texts);
}

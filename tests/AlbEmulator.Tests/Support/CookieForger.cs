namespace AlbEmulator.Tests.Support;

/// <summary>Makes of a good cookie value one that is none.</summary>
internal static class CookieForger
{
    private const string Characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=_-%!\u00e9";

    /// <summary>One to three changes: characters are replaced, taken out, put in or moved, or the end is cut off.</summary>
    public static string Change(string value, Random random)
    {
        var changed = value;
        for (var changes = random.Next(1, 4); changes > 0 || changed == value; changes--)
        {
            var at = random.Next(changed.Length);
            var next = Characters[random.Next(Characters.Length)].ToString();
            changed = random.Next(5) switch
            {
                0 => changed.Remove(at, 1),
                1 => changed.Insert(at, next),
                2 => changed[at..] + changed[..at],
                3 when at > 0 => changed[..at],
                _ => changed.Remove(at, 1).Insert(at, next),
            };
            changed = changed.Length == 0 ? next : changed;
        }

        return changed;
    }
}

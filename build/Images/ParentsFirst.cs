namespace Bakehouse.Images;

/// <summary>Puts images into an order in which each comes after its parents.</summary>
internal static class ParentsFirst
{
    /// <exception cref="BakehouseException">Images are built on one another in a circle.</exception>
    public static IReadOnlyList<ImageDefinition> Sort(IReadOnlyList<ImageDefinition> images)
    {
        var byName = images.ToDictionary(image => image.Name);
        var sorted = new List<ImageDefinition>(images.Count);
        var done = new HashSet<string>();
        var path = new List<string>();
        foreach (var image in images)
        {
            Visit(image);
        }

        return sorted;

        void Visit(ImageDefinition image)
        {
            if (done.Contains(image.Name))
            {
                return;
            }

            var start = path.IndexOf(image.Name);
            if (start >= 0)
            {
                var circle = path.Skip(start).Append(image.Name);
                throw new BakehouseException(
                    $"Images are built on one another in a circle: {string.Join(" → ", circle)}.",
                    "Change the FROM line of one of them."
                );
            }

            path.Add(image.Name);
            foreach (var before in image.Parents.Select(parent => parent.Image).Concat(image.After))
            {
                Visit(byName[before]);
            }

            path.RemoveAt(path.Count - 1);
            done.Add(image.Name);
            sorted.Add(image);
        }
    }
}

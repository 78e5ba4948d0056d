namespace Cake.Docker;

internal static class Placeholder;
